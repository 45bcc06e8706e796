package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestData;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run trained twice against the same owners, by this process's kernels and, in another process,
 * by the GPU's on the emulated device. Owners answer a request again only when every byte of it is
 * the same.
 */
class BackendTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  /** Built with he-udf's native tests. */
  private static final Path EMULATED = Path.of("../he-udf/target/cmake/cuda/liblineal_emulated.so");

  private static final Patience SHORT =
      new Patience(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(5));

  @TempDir Path folder;

  @Test
  void theEmulatedDeviceTrainsTheProcessorsWeightsBitByBit() throws Exception {
    assumeTrue(Files.exists(EMULATED), "needs -Dnative.tests=ON");
    TestData data = BackendTrainingMain.data();
    HeParameters set = HeParameters.INSECURE_TEST_10;
    try (LocalStudy study = new LocalStudy(set, 3, data, BackendTrainingMain.plan(data))) {
      RunTerms terms = study.run(1, 4, SHORT);
      byte[] here = BackendTrainingMain.train(SPARK.context(), terms, study.blocks());
      assertArrayEquals(here, onEmulatedDevice(terms, study.blocks()));
      assertTrue(List.of("avx2_fma", "scalar").contains(HeContext.kernelPath()));
    }
  }

  private byte[] onEmulatedDevice(RunTerms terms, List<PackedBlock> blocks) throws Exception {
    Path input = folder.resolve("input");
    Path state = folder.resolve("state");
    Path output = folder.resolve("output");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(input))) {
      out.writeObject(terms);
      out.writeObject(new ArrayList<>(blocks));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(BackendTrainingMain.class.getName(), input.toString(), state.toString()));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("LINEAL_BACKEND", "emulated");
    process.environment().put("LINEAL_BACKEND_LIBRARY", EMULATED.toAbsolutePath().toString());
    int exit = process.redirectOutput(output.toFile()).start().waitFor();
    String printed = Files.readString(output);
    assertEquals(0, exit, printed);
    assertTrue(printed.contains("kernels: emulated"), printed);
    return Files.readAllBytes(state);
  }
}
