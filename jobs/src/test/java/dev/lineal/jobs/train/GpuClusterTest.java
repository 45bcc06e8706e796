package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.StandaloneCluster;
import dev.lineal.jobs.testing.TestData;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breast cancer on a standalone cluster whose two workers have a fake GPU each, by the GPU's
 * kernels on the emulated device: the weights of this process's CPU, and every task named its own
 * GPU.
 */
class GpuClusterTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  /** Built with he-udf's native tests, which are on unless switched off. */
  private static final Path EMULATED = Path.of("../he-udf/target/cmake/cuda/liblineal_emulated.so");

  private static final List<String> GPUS = List.of("GPU-3", "GPU-8");

  private static final Pattern NAMED =
      Pattern.compile(
          "task \\d+ of stage (\\d+) computes on GPU (\\d+)/(\\S+) .* with (\\S+) kern");

  private static final Patience SHORT =
      new Patience(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(5));

  @TempDir Path folder;

  @Test
  void everyTaskComputesOnItsOwnGpuAndTheWeightsAreTheProcessors() throws Exception {
    assumeTrue(Files.exists(EMULATED), "the emulated CUDA library needs -Dnative.tests=ON");
    TestData data = BreastCancerTest.breastCancer();
    HeParameters set = HeParameters.INSECURE_TEST_10;
    try (LocalStudy study = new LocalStudy(set, 3, data, GpuClusterMain.plan(data));
        StandaloneCluster cluster = new StandaloneCluster(folder, GPUS)) {
      RunTerms terms = study.run(1, 16, SHORT);
      byte[] here = GpuClusterMain.train(SPARK.context(), terms, study.blocks());
      Path state = folder.resolve("state");
      List<String> printed = onGpus(cluster, terms, study.blocks(), state);
      assertArrayEquals(here, Files.readAllBytes(state));
      assertEquals(GpuClusterMain.ITERATIONS, printed.size(), printed::toString);
      printed.forEach(line -> assertEquals(Set.copyOf(GPUS), addresses(line), line));
      requireOneAddressPerExecutor(cluster.logs());
    }
  }

  /** From {@code gpus: executor/address ...}. */
  private static Set<String> addresses(String line) {
    return Arrays.stream(line.split(" "))
        .skip(1)
        .map(place -> place.substring(place.indexOf('/') + 1))
        .collect(Collectors.toSet());
  }

  private static void requireOneAddressPerExecutor(String logs) {
    Map<String, String> ofExecutor = new TreeMap<>();
    Set<String> stages = new java.util.TreeSet<>();
    Matcher named = NAMED.matcher(logs);
    while (named.find()) {
      String before = ofExecutor.put(named.group(2), named.group(3));
      assertEquals(before == null ? named.group(3) : before, named.group(3));
      assertEquals("emulated", named.group(4));
      stages.add(named.group(1));
    }
    assertEquals(Set.copyOf(GPUS), Set.copyOf(ofExecutor.values()), logs);
    assertEquals(3 * GpuClusterMain.ITERATIONS, stages.size(), "activation, gradient and step");
  }

  private List<String> onGpus(
      StandaloneCluster cluster, RunTerms terms, List<PackedBlock> blocks, Path state)
      throws Exception {
    Path input = folder.resolve("input");
    Path output = folder.resolve("driver.log");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(input))) {
      out.writeObject(terms);
      out.writeObject(new ArrayList<>(blocks));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Xmx"))
        .forEach(command::add);
    settings(cluster).forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GpuClusterMain.class.getName(), input.toString(), state.toString()));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    int exit = process.redirectOutput(output.toFile()).start().waitFor();
    assertEquals(0, exit, () -> cluster.logs());
    return Files.readAllLines(output).stream().filter(line -> line.startsWith("gpus: ")).toList();
  }

  private static Map<String, String> settings(StandaloneCluster cluster) throws Exception {
    Map<String, String> settings = new TreeMap<>();
    settings.put("spark.master", cluster.url());
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.executor.memory", "512m");
    settings.put("spark.executor.resource.gpu.amount", "1");
    settings.put("spark.plugins", "dev.lineal.he.udf.DevicePlugin");
    settings.put("spark.executorEnv.LINEAL_BACKEND", "emulated");
    settings.put("spark.executorEnv.LINEAL_BACKEND_LIBRARY", EMULATED.toRealPath().toString());
    settings.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    settings.put(
        "spark.executor.extraJavaOptions",
        "-XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile="
            + Path.of("../cluster/spark/conf/log4j2.properties").toRealPath());
    settings.put("spark.scheduler.minRegisteredResourcesRatio", "1");
    settings.put("spark.locality.wait", "0");
    return settings;
  }
}
