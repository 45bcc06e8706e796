package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.manifest.Task;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a model does on held-out rows, by MLlib's evaluators.
 *
 * @param accuracy share of right predictions; null for regression
 * @param auc area under the ROC curve; null for regression
 * @param r2 share of variance explained; null for classification
 * @param rmse root of the mean squared error; null for classification
 */
record Metrics(Double accuracy, Double auc, Double r2, Double rmse) {
  static Metrics of(PredictionModel<Vector, ?> model, Task task, Dataset<Row> test) {
    Dataset<Row> scored = model.transform(test);
    return task == Task.LOGISTIC
        ? new Metrics(
            new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(scored),
            new BinaryClassificationEvaluator().setNumBins(0).evaluate(scored),
            null,
            null)
        : new Metrics(
            null,
            null,
            new RegressionEvaluator().setMetricName("r2").evaluate(scored),
            new RegressionEvaluator().setMetricName("rmse").evaluate(scored));
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("accuracy", accuracy)
        .put("auc", auc)
        .put("r2", r2)
        .put("rmse", rmse);
  }
}
