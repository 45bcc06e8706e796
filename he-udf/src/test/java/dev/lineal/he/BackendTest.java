package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LINEAL_BACKEND, as processes see it: the same bits wherever the kernels run. */
class BackendTest {
  /** Built with the native tests. */
  private static final Path EMULATED = Path.of("target/cmake/cuda/liblineal_emulated.so");

  private static final Path CUDA = Path.of("target/cuda/liblineal_cuda.so");

  @TempDir Path folder;

  private record Answer(String path, String hash, String errors) {}

  private static Map<String, String> emulated(String variable, String value) {
    return Map.of(
        "LINEAL_BACKEND",
        "emulated",
        "LINEAL_BACKEND_LIBRARY",
        EMULATED.toAbsolutePath().toString(),
        variable,
        value);
  }

  private Answer run(Map<String, String> environment) throws Exception {
    int exit = start(environment);
    String errors = Files.readString(folder.resolve("errors"));
    assertEquals(0, exit, errors);
    String[] words = Files.readString(folder.resolve("output")).strip().split(" ");
    return new Answer(words[0], words[1], errors);
  }

  private int start(Map<String, String> environment) throws Exception {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BackendMain.class.getName(),
            "INSECURE_TEST_10",
            "STUDY_13");
    process.environment().keySet().removeAll(List.of("LINEAL_BACKEND", "LINEAL_BACKEND_LIBRARY"));
    process.environment().putAll(environment);
    return process.redirectOutput(output.toFile()).redirectError(errors.toFile()).start().waitFor();
  }

  @Test
  void theEmulatedDeviceGivesTheProcessorsBits() throws Exception {
    assumeTrue(Files.exists(EMULATED), "needs -Dnative.tests=ON");
    Answer processor = run(Map.of());
    Answer device =
        run(
            Map.of(
                "LINEAL_BACKEND",
                "emulated",
                "LINEAL_BACKEND_LIBRARY",
                EMULATED.toAbsolutePath().toString()));
    assertEquals("emulated", device.path());
    assertEquals("", device.errors());
    assertTrue(List.of("avx2_fma", "scalar").contains(processor.path()), processor.path());
    assertEquals(processor.hash(), device.hash());
  }

  @Test
  void aDeviceWithoutMemoryLeavesTheWorkToTheProcessorAndSaysSoOnce() throws Exception {
    assumeTrue(Files.exists(EMULATED), "needs -Dnative.tests=ON");
    Answer processor = run(Map.of());
    Answer device = run(emulated("LINEAL_EMULATED_MEMORY", "100000"));
    assertEquals(processor.hash(), device.hash());
    assertTrue(device.errors().startsWith("lineal: the GPU's memory"), device.errors());
    assertEquals(1, device.errors().lines().count(), device.errors());
  }

  @Test
  void aDeviceThatFailsIsAnErrorOfItsOwn() throws Exception {
    assumeTrue(Files.exists(EMULATED), "needs -Dnative.tests=ON");
    assertEquals(1, start(emulated("LINEAL_EMULATED_FAIL_LAUNCH", "3")));
    String errors = Files.readString(folder.resolve("errors"));
    assertTrue(errors.contains("dev.lineal.he.HeDeviceException: The GPU failed"), errors);
  }

  /** Machines with a GPU give the same hash without the message. */
  @Test
  void withoutADeviceTheLibraryForGpusSaysSo() throws Exception {
    assumeTrue(Files.exists(CUDA), "needs he-udf/bin/build-cuda");
    Answer processor = run(Map.of());
    Answer device =
        run(
            Map.of(
                "LINEAL_BACKEND",
                "cuda",
                "LINEAL_BACKEND_LIBRARY",
                CUDA.toAbsolutePath().toString()));
    assertEquals(processor.hash(), device.hash());
    if (!device.path().equals("cuda")) {
      assertEquals(processor.path(), device.path());
      assertTrue(
          device.errors().startsWith("lineal: LINEAL_BACKEND=cuda is not used (no device: "),
          device.errors());
    }
  }

  @Test
  void aBackendThatCannotBeIsNamedAndTheProcessorComputes() throws Exception {
    Answer processor = run(Map.of("LINEAL_BACKEND", "cpu"));
    assertEquals("", processor.errors());
    Answer unknown = run(Map.of("LINEAL_BACKEND", "tpu"));
    assertEquals(
        "lineal: LINEAL_BACKEND=tpu is not used (it is none of cpu, cuda, emulated);"
            + " the CPU computes\n",
        unknown.errors());
    assertEquals(processor.path(), unknown.path());
    assertEquals(processor.hash(), unknown.hash());
    Answer missing =
        run(
            Map.of(
                "LINEAL_BACKEND",
                "cuda",
                "LINEAL_BACKEND_LIBRARY",
                folder.resolve("liblineal_cuda.so").toString()));
    assertTrue(missing.errors().contains("liblineal_cuda.so"), missing.errors());
    assertEquals(processor.hash(), missing.hash());
  }
}
