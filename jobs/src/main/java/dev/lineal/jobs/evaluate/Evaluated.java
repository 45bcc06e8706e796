package dev.lineal.jobs.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.Report;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics by name; null where the kind of model or of rows gives none.
 *
 * @param rows evaluated
 * @param metrics accuracy, auc, brier, log_loss, mean_squared_margin, r2, rmse
 */
public record Evaluated(long rows, Map<String, Double> metrics) implements Result {
  /** On encrypted rows: errors are in units of the standardised target. */
  static Evaluated of(HeldOutMetrics held) {
    Map<String, Double> metrics = none();
    metrics.put("brier", held.brier());
    metrics.put("log_loss", held.logLoss());
    metrics.put("mean_squared_margin", held.meanSquaredMargin());
    metrics.put("r2", held.r2());
    Double error = held.meanSquaredError();
    metrics.put("rmse", error == null ? null : Double.valueOf(Math.sqrt(Math.max(0, error))));
    return new Evaluated(held.rows(), metrics);
  }

  static Map<String, Double> none() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "accuracy", "auc", "brier", "log_loss", "mean_squared_margin", "r2", "rmse"
        }) {
      metrics.put(name, null);
    }
    return metrics;
  }

  @Override
  public void addTo(Report report) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    metrics.forEach(values::put);
    report.with("rows", JsonNodeFactory.instance.numberNode(rows));
    report.with("metrics", values);
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(rows + " rows");
    metrics.forEach(
        (name, value) -> {
          if (value != null) {
            text.append(String.format(java.util.Locale.ROOT, ", %s %.4f", name, value));
          }
        });
    return text.toString();
  }
}
