package dev.lineal.jobs.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.Report;
import java.util.Optional;

/**
 * A finished training.
 *
 * @param run id, hexadecimal
 * @param state the end, whose v the owners' releases complete
 * @param spent on the training, from reading the blocks to the last checkpoint
 * @param ciphertextBytes of all shards
 */
public record Trained(String run, TrainingState state, Spent spent, long ciphertextBytes)
    implements Result {
  /**
   * What a training took.
   *
   * @param seconds wall time
   * @param checkpointSeconds of that
   * @param usage of this process meanwhile, where all executors are this process
   */
  public record Spent(double seconds, double checkpointSeconds, Optional<Usage> usage) {}

  @Override
  public void addTo(Report report) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    report.with("run_id", json.textNode(run));
    report.with("iterations", json.numberNode(state.iterations()));
    report.with("train_s", json.numberNode(spent.seconds()));
    report.with("checkpoint_s", json.numberNode(spent.checkpointSeconds()));
    report.with("cluster_cpu_s", json.pojoNode(spent.usage().map(Usage::cpuSeconds).orElse(null)));
    report.with(
        "peak_executor_rss_bytes", json.pojoNode(spent.usage().map(Usage::peakBytes).orElse(null)));
    report.with("ciphertext_bytes", json.numberNode(ciphertextBytes));
    report.with("state_sha256", json.textNode(state.sha256().toString()));
  }

  @Override
  public String summary() {
    return "run %s: %d iterations, %.1f s".formatted(run, state.iterations(), spent.seconds());
  }
}
