package dev.lineal.jobs.gpu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.report.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the library for GPUs, computes one iteration's cluster part on the GPU and on one core of
 * the processor, each in a process of its own, and compares bits and times. On the emulated device
 * only bits: its time says nothing.
 *
 * @param home the checkout
 * @param emulated library of the emulated device, to be used instead of a GPU
 */
record GpuCheck(Path home, Optional<Path> emulated) implements Action<GpuCheckResult> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** MNIST 3 against 8 of three owners: 173 features and the bias, a block each. */
  private static final List<String> MNIST = List.of("STUDY_13", "174", "3", "5", "2048");

  private static final List<String> SMALL = List.of("INSECURE_TEST_10", "9", "2", "0", "0");

  @Override
  public GpuCheckResult execute() {
    return emulated.isPresent() ? onEmulated(emulated.get()) : onGpu();
  }

  private GpuCheckResult onEmulated(Path library) {
    if (!Files.exists(library)) {
      throw JobErrors.usage(
          "There is no library of the emulated device at %s.".formatted(library),
          "Build it: mvn -pl he-udf package (native tests build it), or name it: --library.");
    }
    return compared(Optional.empty(), "emulated", library, SMALL);
  }

  private GpuCheckResult onGpu() {
    Child asked = program("cluster/bin/cuda-device");
    if (asked.code() != ExitCode.OK.number()) {
      throw JobErrors.noDevice(asked.errors().strip().replaceFirst("^no device: ", ""));
    }
    Child built = program("he-udf/bin/build-cuda");
    if (built.code() != ExitCode.OK.number()) {
      throw JobErrors.gpuCheckFailed("build", built.code(), built.errors());
    }
    Path library = home.resolve("he-udf/target/cuda/liblineal_cuda.so");
    return compared(Optional.of(parsed(asked.output())), "cuda", library, MNIST);
  }

  private Child program(String path) {
    return Child.run(Map.of(), List.of(home.resolve(path).toString()));
  }

  private GpuCheckResult compared(
      Optional<JsonNode> device, String backend, Path library, List<String> size) {
    BackendFigures cpu = figures("cpu", Map.of(), size);
    BackendFigures other =
        figures(
            backend,
            Map.of("LINEAL_BACKEND", backend, "LINEAL_BACKEND_LIBRARY", library.toString()),
            size);
    return new GpuCheckResult(device, size, cpu, other);
  }

  private static BackendFigures figures(
      String backend, Map<String, String> environment, List<String> size) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                BackendMain.class.getName()));
    command.addAll(size);
    Child child = Child.run(environment, command);
    if (child.code() != 0) {
      throw JobErrors.gpuCheckFailed(backend, child.code(), child.errors());
    }
    BackendFigures figures = JSON.convertValue(parsed(child.output()), BackendFigures.class);
    if (!backend.equals("cpu") && !figures.path().equals(backend)) {
      throw JobErrors.noDevice(child.errors().strip());
    }
    return figures;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + text, e);
    }
  }
}
