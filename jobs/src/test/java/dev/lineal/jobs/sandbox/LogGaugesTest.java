package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes write, and how far that says they are. */
class LogGaugesTest {
  private static final String SHARD =
      "[qtp1-1] INFO dev.lineal.owner.http.Routes - GET /v1/datasets/{id}/shards/{n} 200 3 ms";

  @TempDir Path logs;
  private Processes processes;

  @BeforeEach
  void open() {
    processes = new Processes(logs);
  }

  @AfterEach
  void close() {
    processes.close();
  }

  private void write(String name, String text) {
    processes.run(name, List.of("printf", "%s\n", text));
  }

  private static void assertAt(double share, String what, Gauge gauge) {
    assertEquals(new Gauge.At(OptionalDouble.of(share), what), gauge.now());
  }

  @Test
  void aTrainingIsStartingThenReadsShardsThenIterates() {
    Gauge gauge = new LogGauges(processes, 2).training(3);
    assertEquals(Gauge.At.unknown("Spark starts"), gauge.now());
    write("agent-0", "listening http://127.0.0.1:1\n" + SHARD + "\n" + SHARD);
    write("agent-1", SHARD + "\n" + SHARD.replace("GET", "HEAD"));
    assertAt(0.5, "shard 3 of 6 read and checked", gauge);
    write("train", "iteration 1 of 4: 1.20 s, about 4 s left");
    assertAt(0.25, "iteration 2 of 4", gauge);
    write("train", "iteration 1 of 4: 1.2 s\niteration 4 of 4: 1.10 s, about 0 s left");
    assertAt(1, "release, attestations, bundle", gauge);
  }

  @Test
  void ownersEncryptBesideEachOther() {
    Gauge gauge = new LogGauges(processes, 2).encryption();
    assertEquals(Gauge.At.unknown("rows encrypted"), gauge.now());
    String line = "encrypting [###.]  40 %  9 rows  3 rows/s";
    processes.start(
        "encrypt-1",
        List.of("sh", "-c", "echo '" + line + "'; echo written; exec tail -f /dev/null"));
    processes.awaitLine("encrypt-1", "written");
    write("encrypt-0", "dataset 1f");
    assertAt(0.7, "rows encrypted", gauge);
  }
}
