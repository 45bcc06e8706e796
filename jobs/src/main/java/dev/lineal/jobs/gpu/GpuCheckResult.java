package dev.lineal.jobs.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.util.List;
import java.util.Optional;

/**
 * The same work on the processor and on the device.
 *
 * @param device what CUDA says of it; empty where it was emulated
 * @param size parameter set, features, blocks, timed iterations, terms of the measured row
 */
record GpuCheckResult(
    Optional<JsonNode> device, List<String> size, BackendFigures cpu, BackendFigures other)
    implements Result {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  boolean same() {
    return cpu.sha256().equals(other.sha256());
  }

  @Override
  public ExitCode exitCode() {
    return same() ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  /** How many times as fast as one core; null when nothing was timed. */
  private Double speedup() {
    return other.iterationSeconds() == null
        ? null
        : cpu.iterationSeconds() / other.iterationSeconds();
  }

  /** Of the card's bandwidth; null when it was not measured or is not known. */
  private Double share() {
    double card = device.map(one -> one.path("bandwidth_gb_per_s").asDouble(0)).orElse(0.0);
    return other.columnsGbPerS() == null || card == 0 ? null : other.columnsGbPerS() / card;
  }

  @Override
  public void addTo(Report report) {
    ObjectNode work = JsonNodeFactory.instance.objectNode();
    work.put("parameter_set", size.get(0))
        .put("features", Integer.parseInt(size.get(1)))
        .put("blocks", Integer.parseInt(size.get(2)));
    report
        .with("device", device.orElse(JsonNodeFactory.instance.nullNode()))
        .with("work", work)
        .with("bits_equal", JSON.valueToTree(same()))
        .with("cpu", JSON.valueToTree(cpu))
        .with("backend", JSON.valueToTree(other))
        .with("bandwidth_share", JSON.valueToTree(share()))
        .with("times_one_core", JSON.valueToTree(speedup()));
    if (!same()) {
      report.failed(
          "device.bits",
          "The device's results are not the processor's.",
          "Do not compute on it; report this with the file that --json wrote.");
    }
  }

  @Override
  public String summary() {
    String bits =
        "the %s kernels give %s"
            .formatted(
                other.path(),
                same() ? "the processor's bits" : "OTHER BITS than the processor: do not use them");
    if (other.iterationSeconds() == null || other.columnsGbPerS() == null) {
      return bits + "; nothing was timed";
    }
    return "%s%nmultiply_accumulate %.0f GB/s, %s of the card's bandwidth%n"
            .formatted(
                bits,
                other.columnsGbPerS(),
                share() == null ? "an unknown share" : "%.0f %%".formatted(100 * share()))
        + "the cluster's part of an MNIST iteration: %.4f s, %.1f times as fast as one core (%.3f s)"
            .formatted(other.iterationSeconds(), speedup(), cpu.iterationSeconds());
  }
}
