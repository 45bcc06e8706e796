package dev.lineal.owner.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.he.NativeLibrary;

/** The native measurements: CPU time of one thread, warm, in one process, paired with OpenFHE's. */
final class KernelBench {
  static {
    NativeLibrary.load(KernelBench.class, "lineal_bench", "openfhe");
  }

  private KernelBench() {}

  /** The array {@code results} of {@code lineal.bench.kernels/1}. */
  static JsonNode results(int repeats) {
    try {
      return JsonMapper.builder().build().readTree(run(repeats));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The native benchmark gave no JSON; report this defect.", e);
    }
  }

  private static native String run(int repeats);
}
