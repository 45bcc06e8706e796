package dev.lineal.owner.bench;

import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal bench peers}: a peer that is missing is said so, which is no failure. */
@Command(
    name = "peers",
    description = "Times OpenFHE, Lattigo and TenSEAL on one core, side by side with Lineal.")
final class PeersBenchCommand implements Callable<Integer> {
  private static final int MOST_ROUNDS = 99;

  private enum Data {
    BREAST_CANCER("breast-cancer"),
    MNIST_3V8("mnist-3v8");

    private final String text;

    Data(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Option(names = "--json", description = "Write the figures as JSON to a file; - is stdout.")
  private String json;

  @Option(names = "--rounds", defaultValue = "3", description = "Of everybody in turn.")
  private int rounds;

  @Option(
      names = "--data",
      description = "Shape of the iteration: breast-cancer or mnist-3v8; both unless given.")
  private Data data;

  @Option(names = "--go", defaultValue = "go", description = "The Go program, for Lattigo.")
  private String go;

  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "The Python program, for TenSEAL.")
  private String python;

  @Option(names = "--cache", description = "Where peers are built; LINEAL_CACHE unless given.")
  private Path cache;

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      System.err.println("lineal: --rounds lies in 1 .. 99, not " + rounds + ".");
      return ExitCode.USAGE.number();
    }
    Report report = Report.start("lineal.bench.peers/1");
    PeerBench bench =
        PeerBench.measure(
            new PeerBench.Tools(
                (cache == null ? PeerFolder.cache() : cache).toAbsolutePath(), go, python),
            new PeerBench.Extent(rounds, data == null ? "" : data.toString()),
            step -> System.err.println("lineal: " + step));
    bench.addTo(report);
    print(bench, "-".equals(json) ? System.err : System.out);
    if (json != null) {
      report.write(json);
    }
    return ExitCode.OK.number();
  }

  private static void print(PeerBench bench, PrintStream out) {
    bench
        .found()
        .forEach(
            (name, peer) ->
                out.println(
                    peer.reason() == null
                        ? name + " " + peer.version()
                        : name + ": not available. " + peer.reason() + " " + peer.how()));
    out.printf(
        "%n%-9s %-10s %-14s %-19s %12s %14s %10s%n",
        "peer", "group", "data", "name", "Lineal us", "peer us", "x Lineal");
    for (PeerTimes.Row row : bench.times().rows()) {
      Operation operation = row.operation();
      out.printf(
          Locale.ROOT,
          "%-9s %-10s %-14s %-19s %12s %14.1f %10s%n",
          row.peer(),
          operation.group().name().toLowerCase(Locale.ROOT),
          operation.data() == null ? "" : operation.data(),
          operation.name(),
          row.linealMicros() == null ? "-" : "%.1f".formatted(row.linealMicros()),
          row.peerMicros(),
          row.ratio() == null ? "-" : "%.1f".formatted(row.ratio()));
    }
    for (Peer.Epoch epoch : bench.epochs()) {
      out.printf(
          Locale.ROOT,
          "TenSEAL, %s: %,d bytes of ciphertext, encrypted in %.1f s; a weight is off by %.2g%n",
          epoch.packing(),
          epoch.ciphertextBytes(),
          epoch.encryptMicros() / 1e6,
          epoch.worstError());
    }
  }
}
