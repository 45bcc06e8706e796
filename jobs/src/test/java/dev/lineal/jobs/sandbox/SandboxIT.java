package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.data.PublicFiles;
import dev.lineal.jobs.docs.Quickstart;
import dev.lineal.jobs.testing.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/lineal sandbox} as a user types it, on a file that nobody prepared. */
class SandboxIT {
  @TempDir Path folder;

  private Path csv() throws IOException {
    return Files.write(folder.resolve("weather.csv"), PublicFiles.seattleWeather());
  }

  /** Exit code of a sandbox whose output goes to {@code log}. */
  private int sandbox(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(System.getProperty("lineal.front.door")));
    command.add("sandbox");
    command.addAll(Arrays.asList(options));
    Process sandbox =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertTrue(sandbox.waitFor(15, TimeUnit.MINUTES), "the sandbox ends");
    return sandbox.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void aRegressionWithACategoryIsTrainedFromAFileAsItIs() throws Exception {
    csv();
    Quickstart.type(folder, Quickstart.OWN_ROWS);
    JsonNode report = ReportSchema.validated("sandbox", folder.resolve("sandbox.json"));
    assertEquals(1169, report.at("/data/rows_train").asInt());
    assertEquals(292, report.at("/data/rows_test").asInt());
    assertEquals(7, report.at("/data/features").asInt(), "three numbers, four of five weathers");
    double bits = report.at("/weights/agreement_bits").asDouble();
    assertTrue(bits >= 15, bits + " bits of agreement");
    double r2 = report.at("/metrics/encrypted/r2").asDouble();
    assertEquals(report.at("/metrics/mllib/r2").asDouble(), r2, 0.05);
    assertEquals(0, report.at("/verify/failed").asInt());
    assertEquals(0, report.at("/audit/mismatched").asInt());
    assertEquals(List.of(), left());
  }

  private List<String> left() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(folder.resolve("lineal-sandbox").toString()))
        .toList();
  }

  @Test
  void aLabelOfManyValuesIsExplainedBeforeAnythingStarts() throws Exception {
    assertEquals(2, sandbox("--csv", csv().toString(), "--label", "weather", "--drop", "date"));
    assertTrue(log().contains("Column 'weather' has 5 values: 'rain' (641)"), log());
    assertTrue(Files.notExists(folder.resolve("lineal-sandbox")), "nothing was made");
  }
}
