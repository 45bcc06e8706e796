package dev.lineal.owner.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.he.NativeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Lineal's kernels and OpenFHE's operations, which share a native library and their operands. */
final class NativePeers {
  private static final int REPEATS = 5;

  static {
    NativeLibrary.load(KernelBench.class, "lineal_bench", "openfhe");
  }

  private final JsonNode said;

  private NativePeers(JsonNode said) {
    this.said = said;
  }

  /**
   * @param data whose shape an iteration has; empty: every known one
   */
  static NativePeers measure(String data) {
    return new NativePeers(Json.parse(run(REPEATS, data)));
  }

  /** Of the study's ring. */
  List<String> primes() {
    return StreamSupport.stream(said.get("primes").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  Peer.Pass lineal() {
    return pass("lineal_us");
  }

  Peer.Pass openFhe() {
    return pass("openfhe_us");
  }

  /** Bits to which a new weight agrees with the same iteration in doubles, by data set. */
  JsonNode iterations() {
    return said.get("iterations");
  }

  private Peer.Pass pass(String side) {
    List<Peer.Timing> timings = new ArrayList<>();
    for (JsonNode row : said.get("operations")) {
      if (!row.get(side).isNull()) {
        timings.add(
            new Peer.Timing(
                Operation.single(row.get("operation").asText()), row.get(side).asDouble()));
      }
    }
    for (JsonNode iteration : said.get("iterations")) {
      for (JsonNode row : iteration.get("steps")) {
        Operation step =
            new Operation(
                Operation.Group.ITERATION,
                iteration.get("data").asText(),
                row.get("step").asText());
        timings.add(new Peer.Timing(step, row.get(side).asDouble()));
      }
    }
    return new Peer.Pass(said.get("openfhe").asText(), timings, List.of());
  }

  private static native String run(int repeats, String data);
}
