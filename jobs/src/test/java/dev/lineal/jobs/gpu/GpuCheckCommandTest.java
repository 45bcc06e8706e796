package dev.lineal.jobs.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.testing.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lineal gpu-check}: real processes on the emulated device, and no device. */
class GpuCheckCommandTest {
  /** Built with he-udf's native tests. */
  private static final Path EMULATED = Path.of("../he-udf/target/cmake/cuda/liblineal_emulated.so");

  @TempDir Path folder;

  @BeforeEach
  void home() throws IOException {
    System.setProperty("lineal.home", Path.of("..").toRealPath().toString());
  }

  @AfterEach
  void nowhere() {
    System.clearProperty("lineal.home");
  }

  private JsonNode check(int exit, String... options) throws IOException {
    Path json = folder.resolve("gpu-check.json");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--json", json.toString()));
    int code = new CommandLine(new GpuCheckCommand()).execute(arguments.toArray(String[]::new));
    JsonNode report = ReportSchema.validated("gpu-check", json);
    assertEquals(exit, code, report::toString);
    return report;
  }

  @Test
  void theEmulatedDeviceGivesTheProcessorsBitsAndNoFigure() throws IOException {
    assumeTrue(Files.exists(EMULATED), "the emulated CUDA library needs -Dnative.tests=ON");
    JsonNode report = check(0, "--emulated");
    assertTrue(report.get("bits_equal").asBoolean());
    assertEquals("emulated", report.get("backend").get("path").asText());
    assertEquals(report.get("cpu").get("sha256"), report.get("backend").get("sha256"));
    for (String unmeasured : List.of("device", "bandwidth_share", "times_one_core")) {
      assertTrue(report.get(unmeasured).isNull(), unmeasured);
    }
  }

  @Test
  void withoutAGpuItSaysWhatToDo() throws IOException {
    Child device = Child.run(Map.of(), List.of("../cluster/bin/cuda-device"));
    assumeFalse(device.code() == 0, "this machine has a GPU");
    JsonNode error = check(4).get("error");
    assertEquals("device.none", error.get("code").asText());
    assertTrue(error.get("message").asText().startsWith("No GPU can be used here: "));
    assertTrue(error.get("action").asText().contains("--emulated"), error::toString);
  }

  @Test
  void withoutTheEmulatedLibraryItSaysHowToBuildIt() throws IOException {
    String missing = folder.resolve("none.so").toString();
    JsonNode error = check(2, "--emulated", "--library", missing).get("error");
    assertTrue(error.get("message").asText().contains(missing));
  }

  @Test
  void otherBitsAreAFailedCheck() {
    BackendFigures cpu = new BackendFigures("avx2_fma", "aa", 1.0, 10.0);
    BackendFigures gpu = new BackendFigures("cuda", "ab", 0.02, 2000.0);
    List<String> size = List.of("STUDY_13", "174", "3", "5", "2048");
    GpuCheckResult differs = new GpuCheckResult(Optional.empty(), size, cpu, gpu);
    assertFalse(differs.same());
    assertEquals(1, differs.exitCode().number());
    assertTrue(differs.summary().contains("OTHER BITS"), differs.summary());
    assertTrue(differs.summary().contains("50.0 times as fast"), differs.summary());
  }

  @Test
  void theHashIsOfWhatWasComputed() throws IOException {
    List<String> hashes = new ArrayList<>();
    for (String features : List.of("3", "4")) {
      Child child =
          Child.run(
              Map.of(),
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  BackendMain.class.getName(),
                  "INSECURE_TEST_10",
                  features,
                  "1",
                  "1",
                  "8"));
      assertEquals(0, child.code(), child.errors());
      JsonNode figures = new com.fasterxml.jackson.databind.ObjectMapper().readTree(child.output());
      assertTrue(figures.get("iteration_s").asDouble() > 0, child.output());
      assertTrue(figures.get("multiply_accumulate_gb_per_s").asDouble() > 0, child.output());
      hashes.add(figures.get("sha256").asText());
    }
    assertNotEquals(hashes.get(0), hashes.get(1));
  }
}
