package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.testing.ReportSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/lineal bench train} as a user types it, on few rows. */
class BenchTrainIT {
  @TempDir Path folder;

  @Test
  void aTrainingsTimeIsExplainedByItsPhases() throws Exception {
    Path json = folder.resolve("bench.json");
    Path log = folder.resolve("log");
    Process bench =
        new ProcessBuilder(
                System.getProperty("lineal.front.door"),
                "bench",
                "train",
                "--data",
                "synthetic",
                "--rows",
                "1000",
                "--features",
                "4",
                "--iterations",
                "3",
                "--json",
                json.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(bench.waitFor(10, TimeUnit.MINUTES), "the benchmark ends");
    assertEquals(0, bench.exitValue(), Files.readString(log));
    JsonNode report = ReportSchema.validated("bench-train", json);
    assertEquals(1000, report.get("rows").asInt());
    assertEquals(3, report.get("iterations").asInt());
    assertTrue(report.get("agreement_bits").asDouble() >= 15);
    double explained =
        StreamSupport.stream(report.get("phases_s").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .sum();
    assertEquals(report.get("train_s").asDouble(), explained, 1e-6);
  }
}
