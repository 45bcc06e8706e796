package dev.lineal.jobs.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How a released model does on rows whose labels are in the clear.
 *
 * @param rows how many
 * @param values accuracy, brier and auc of a classifier; r2 and rmse of a regression
 */
public record ModelMetrics(long rows, Map<String, Double> values) {
  public ModelMetrics {
    values = new LinkedHashMap<>(values);
  }

  /** The metrics on rows of {@code features} and {@code label}; without rows there are none. */
  public static ModelMetrics of(PredictionModel<Vector, ?> model, Dataset<Row> labelled) {
    Dataset<Row> scored = model.transform(labelled).cache();
    try {
      long rows = scored.count();
      if (rows == 0) {
        return new ModelMetrics(0, Map.of());
      }
      boolean classes = model instanceof LogisticRegressionModel;
      return new ModelMetrics(rows, classes ? classification(scored) : regression(scored));
    } finally {
      scored.unpersist();
    }
  }

  private static Map<String, Double> classification(Dataset<Row> scored) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    Column one =
        org.apache
            .spark
            .ml
            .functions
            .vector_to_array(functions.col("probability"), "float64")
            .getItem(1);
    Column error = one.minus(functions.col("label"));
    Row means =
        scored
            .select(
                functions.avg(
                    functions.col("prediction").equalTo(functions.col("label")).cast("double")),
                functions.avg(error.multiply(error)))
            .first();
    metrics.put("accuracy", means.getDouble(0));
    metrics.put("brier", means.getDouble(1));
    metrics.put("auc", new BinaryClassificationEvaluator().setNumBins(0).evaluate(scored));
    return metrics;
  }

  private static Map<String, Double> regression(Dataset<Row> scored) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    RegressionEvaluator evaluator = new RegressionEvaluator();
    metrics.put("r2", evaluator.setMetricName("r2").evaluate(scored));
    metrics.put("rmse", evaluator.setMetricName("rmse").evaluate(scored));
    return metrics;
  }
}
