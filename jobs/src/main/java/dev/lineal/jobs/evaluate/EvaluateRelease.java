package dev.lineal.jobs.evaluate;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.publish.LabelledRows;
import dev.lineal.jobs.publish.LinearModel;
import dev.lineal.jobs.publish.ModelFolder;
import dev.lineal.lineage.manifest.Task;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Metrics of a released model on a public file: what needs labels in the clear.
 *
 * @param model folder of the model
 * @param csv rows with a header
 * @param label column that the model predicts
 * @param positive how class 1 is written; not asked for a regression
 */
public record EvaluateRelease(
    SparkSession spark, Path model, Path csv, String label, String positive)
    implements Action<Evaluated> {
  @Override
  public Evaluated execute() {
    ModelFolder folder = new ModelFolder(model);
    LinearModel known = folder.model();
    boolean classes = known.task() == Task.LOGISTIC;
    Column truth =
        classes
            ? functions.col("`" + label + "`").equalTo(positive).cast("double")
            : functions.col("`" + label + "`").cast("double");
    Dataset<Row> rows = new LabelledRows(spark, csv).read(known.features(), label, truth);
    Dataset<Row> scored = folder.load().transform(rows).cache();
    try {
      long count = scored.count();
      if (count == 0) {
        throw JobErrors.usage(csv + " has no rows.", "Name a file with rows to test on.");
      }
      return new Evaluated(count, classes ? classification(scored) : regression(scored));
    } finally {
      scored.unpersist();
    }
  }

  private static Map<String, Double> classification(Dataset<Row> scored) {
    Map<String, Double> metrics = Evaluated.none();
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
    metrics.put("auc", new BinaryClassificationEvaluator().evaluate(scored));
    return metrics;
  }

  private static Map<String, Double> regression(Dataset<Row> scored) {
    Map<String, Double> metrics = Evaluated.none();
    RegressionEvaluator evaluator = new RegressionEvaluator();
    metrics.put("r2", evaluator.setMetricName("r2").evaluate(scored));
    metrics.put("rmse", evaluator.setMetricName("rmse").evaluate(scored));
    return metrics;
  }
}
