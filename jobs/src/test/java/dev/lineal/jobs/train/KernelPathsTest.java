package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lineal.he.HeContext;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole training, owners and cluster, on each set of instructions that this processor has. An
 * owner's masks and noise follow from its key and the request, so the weights' ciphertexts are the
 * same bytes, or some kernel, sampler or rounding differs.
 */
class KernelPathsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final Path CPU = Path.of("/proc/cpuinfo");

  @TempDir Path folder;

  @Test
  void scalarAvx2AndAvx512TrainTheSameWeights() throws Exception {
    Set<String> flags = flags();
    assumeTrue(flags.contains("avx2") && flags.contains("fma"), "needs a processor with AVX2");
    TestData data = KernelPathsMain.data();
    try (LocalStudy study =
        new LocalStudy(
            KernelPathsMain.SET, KernelPathsMain.OWNERS, data, KernelPathsMain.plan(data))) {
      KernelPathsMain.Input.of(study).write(folder.resolve("input"));
      Process scalar = start("scalar", Map.of("LINEAL_KERNELS", "scalar"));
      Process avx2 = start("avx2_fma", Map.of("LINEAL_AVX512", "off"));
      List<String> here = KernelPathsMain.train(SPARK.context(), study);
      assertEquals(
          "avx2_fma", HeContext.kernelPath(), "AVX-512 is a part of it, where there is any");
      assertEquals(here.size(), new HashSet<>(here).size(), "each iteration has its own weights");
      assertEquals(here, states("scalar", scalar));
      assertEquals(here, states("avx2_fma", avx2));
    }
  }

  private static Set<String> flags() throws Exception {
    if (!Files.exists(CPU)) {
      return Set.of();
    }
    return Files.readAllLines(CPU).stream()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split(" +")))
        .orElse(Set.of());
  }

  private Process start(String path, Map<String, String> instructions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KernelPathsMain.class.getName());
    command.add(folder.resolve("input").toString());
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(instructions);
    return process.redirectOutput(folder.resolve(path).toFile()).start();
  }

  private List<String> states(String path, Process process) throws Exception {
    int exit = process.waitFor();
    List<String> printed = Files.readAllLines(folder.resolve(path));
    assertEquals(0, exit, String.join("\n", printed));
    assertTrue(printed.contains("kernels: " + path), String.join("\n", printed));
    return printed.stream().filter(line -> line.startsWith("state: ")).toList();
  }
}
