package dev.lineal.jobs.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.Report;

/**
 * A finished training.
 *
 * @param run id, hexadecimal
 * @param state the end, whose v the owners' releases complete
 * @param ciphertextBytes of all shards
 */
public record Trained(String run, TrainingState state, double seconds, long ciphertextBytes)
    implements Result {
  @Override
  public void addTo(Report report) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    report.with("run_id", json.textNode(run));
    report.with("iterations", json.numberNode(state.iterations()));
    report.with("train_s", json.numberNode(seconds));
    report.with("ciphertext_bytes", json.numberNode(ciphertextBytes));
    report.with("state_sha256", json.textNode(state.sha256().toString()));
  }

  @Override
  public String summary() {
    return "run %s: %d iterations, %.1f s".formatted(run, state.iterations(), seconds);
  }
}
