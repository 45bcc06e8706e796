package dev.lineal.jobs.evaluate;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.publish.LabelledRows;
import dev.lineal.jobs.publish.LinearModel;
import dev.lineal.jobs.publish.ModelFolder;
import dev.lineal.jobs.publish.ModelMetrics;
import dev.lineal.lineage.manifest.Task;
import java.nio.file.Path;
import java.util.Map;
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
    ModelMetrics measured = ModelMetrics.of(folder.load(), rows);
    if (measured.rows() == 0) {
      throw JobErrors.usage(csv + " has no rows.", "Name a file with rows to test on.");
    }
    Map<String, Double> metrics = Evaluated.none();
    metrics.putAll(measured.values());
    return new Evaluated(measured.rows(), metrics);
  }
}
