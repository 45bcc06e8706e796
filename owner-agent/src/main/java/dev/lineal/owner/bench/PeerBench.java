package dev.lineal.owner.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Rounds of everybody in turn, so that the machine's hour is the same for all. */
final class PeerBench {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String OPENFHE = "openfhe";

  /** Where programs are, and what they are called. */
  record Tools(Path cache, String go, String python) {}

  /**
   * How much is measured.
   *
   * @param data whose shape an iteration has; empty: every known one
   */
  record Extent(int rounds, String data) {}

  /**
   * @param version null where it is missing
   * @param reason null where it is there
   */
  record Found(String version, String reason, String how) {}

  private final PeerTimes times = new PeerTimes();
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final List<Peer.Epoch> epochs = new ArrayList<>();
  private final int rounds;
  private JsonNode iterations;

  private PeerBench(int rounds) {
    this.rounds = rounds;
  }

  static PeerBench measure(Tools tools, Extent extent, Consumer<String> progress) {
    int rounds = extent.rounds();
    PeerBench bench = new PeerBench(rounds);
    List<Peer> peers = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      progress.accept("round " + (round + 1) + " of " + rounds);
      NativePeers ours = NativePeers.measure(extent.data());
      bench.iterations = ours.iterations();
      bench.times.addLineal(round, ours.lineal());
      bench.times.add(OPENFHE, round, ours.openFhe());
      bench.found.put(OPENFHE, new Found(ours.openFhe().version(), null, null));
      if (round == 0) {
        peers.add(new LattigoPeer(tools.cache(), tools.go(), ours.primes()));
        peers.add(new TensealPeer(tools.cache(), tools.python()));
      }
      for (Peer peer : List.copyOf(peers)) {
        if (!bench.add(peer, round)) {
          peers.remove(peer);
        }
      }
    }
    return bench;
  }

  private boolean add(Peer peer, int round) {
    try {
      Peer.Pass pass = peer.measure(round);
      times.add(peer.name(), round, pass);
      found.put(peer.name(), new Found(pass.version(), null, null));
      if (round == 0) {
        epochs.addAll(pass.epochs());
      }
      return true;
    } catch (PeerMissing missing) {
      found.put(peer.name(), new Found(null, missing.getMessage(), peer.how()));
      return false;
    }
  }

  PeerTimes times() {
    return times;
  }

  Map<String, Found> found() {
    return found;
  }

  JsonNode iterations() {
    return iterations;
  }

  List<Peer.Epoch> epochs() {
    return epochs;
  }

  void addTo(Report report) {
    report.with("threads", JSON.numberNode(1)).with("rounds", JSON.numberNode(rounds));
    ArrayNode peers = JSON.arrayNode();
    found.forEach(
        (name, peer) ->
            peers
                .addObject()
                .put("peer", name)
                .put("available", peer.reason() == null)
                .put("version", peer.version())
                .put("reason", peer.reason())
                .put("how", peer.how()));
    report.with("peers", peers).with("results", times.toJson());
    ArrayNode shapes = JSON.arrayNode();
    for (JsonNode iteration : iterations) {
      shapes
          .addObject()
          .put("data", iteration.get("data").asText())
          .put("rows", iteration.get("rows").asInt())
          .put("columns", iteration.get("columns").asInt())
          .put("lineal_bits", iteration.get("lineal_bits").asDouble())
          .put("openfhe_bits", iteration.get("openfhe_bits").asDouble());
    }
    ArrayNode packings = JSON.arrayNode();
    for (Peer.Epoch epoch : epochs) {
      packings
          .addObject()
          .put("packing", epoch.packing())
          .put("rows", epoch.rows())
          .put("encrypt_us", epoch.encryptMicros())
          .put("ciphertext_bytes", epoch.ciphertextBytes())
          .put("worst_error", epoch.worstError());
    }
    report.with("iterations", shapes).with("epochs", packings);
  }
}
