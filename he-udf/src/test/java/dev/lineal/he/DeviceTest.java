package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process's one device, with a backend that says which devices it may see instead of computing.
 */
class DeviceTest {
  private static final String BACKEND =
      """
      #include <stdio.h>
      #include <stdlib.h>
      const char *lineal_device_kernels(const void *host, void *table) {
        static char why[200];
        const char *order = getenv("CUDA_DEVICE_ORDER"), *devices = getenv("CUDA_VISIBLE_DEVICES");
        snprintf(why, sizeof why, "sees %s in %s", devices, order);
        return why;
      }
      """;

  @TempDir Path folder;

  private List<String> run(String... words) throws Exception {
    Path source = Files.writeString(folder.resolve("backend.c"), BACKEND);
    Path library = folder.resolve("libbackend.so");
    Process compiler =
        new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
            .inheritIO()
            .start();
    assertEquals(0, compiler.waitFor());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DeviceMain.class.getName()));
    command.addAll(List.of(words));
    Path output = folder.resolve("output");
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("LINEAL_BACKEND", "cuda");
    process.environment().put("LINEAL_BACKEND_LIBRARY", library.toString());
    process.environment().put("CUDA_VISIBLE_DEVICES", "0,1");
    process.environment().put("CUDA_DEVICE_ORDER", "FASTEST_FIRST");
    int exit = process.redirectOutput(output.toFile()).start().waitFor();
    assertEquals(0, exit, Files.readString(output));
    return Files.readAllLines(output);
  }

  private static String sees(String what) {
    return "lineal: LINEAL_BACKEND=cuda is not used (sees " + what + "); the CPU computes";
  }

  @Test
  void theNativeLibrarySeesTheNamedDeviceAlone() throws Exception {
    assertEquals(List.of(sees("GPU-8 in PCI_BUS_ID")), run("GPU-8", "GPU-8", "load", "GPU-8"));
  }

  @Test
  void withoutANameItSeesWhatTheEnvironmentAllows() throws Exception {
    assertEquals(List.of(sees("0,1 in FASTEST_FIRST")), run("load"));
  }

  @Test
  void aSecondDeviceIsRefused() throws Exception {
    List<String> said = run("GPU-8", "GPU-3");
    assertTrue(said.get(0).startsWith("This process computes on device GPU-8"), said::toString);
    assertTrue(said.get(0).endsWith("spark.executor.resource.gpu.amount=1."), said::toString);
  }

  @Test
  void aDeviceThatIsNamedTooLateIsRefused() throws Exception {
    List<String> said = run("load", "GPU-3");
    assertTrue(said.get(1).contains("computed before it was told to use device GPU-3"));
  }
}
