package dev.lineal.owner.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lattigo's operations in our ring; built by Go from modules that go.sum pins. */
final class LattigoPeer implements Peer {
  private static final String REPEATS = "5";

  private final Path cache;
  private final String go;
  private final List<String> primes;
  private PeerFolder folder;

  /**
   * @param go the program
   * @param primes of the ring
   */
  LattigoPeer(Path cache, String go, List<String> primes) {
    this.cache = cache;
    this.go = go;
    this.primes = List.copyOf(primes);
  }

  @Override
  public String name() {
    return "lattigo";
  }

  @Override
  public String how() {
    return "Install Go 1.21 or later and let it reach a module proxy; --go names the program.";
  }

  @Override
  public Pass measure(int round) {
    if (folder == null) {
      PeerFolder prepared =
          new PeerFolder(
              cache, name(), List.of("go.mod", "go.sum", "main.go", "bench.go", "timing.go"));
      prepared.prepare(
          List.of(List.of(go, "build", "-mod=readonly", "-trimpath", "-o", "lattigo", ".")));
      folder = prepared;
    }
    List<String> command = new ArrayList<>(List.of(folder.file("lattigo").toString(), REPEATS));
    command.addAll(primes);
    JsonNode said = Json.parse(folder.run(command));
    List<Timing> timings = new ArrayList<>();
    said.get("operations")
        .properties()
        .forEach(
            field ->
                timings.add(
                    new Timing(Operation.single(field.getKey()), field.getValue().asDouble())));
    return new Pass(said.get("version").asText(), timings, List.of());
  }
}
