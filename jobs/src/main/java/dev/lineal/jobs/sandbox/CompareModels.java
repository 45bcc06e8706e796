package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LinearTwin;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.publish.LabelledRows;
import dev.lineal.jobs.publish.LinearModel;
import dev.lineal.jobs.publish.ModelFolder;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.Moments;
import java.nio.file.Path;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Where all rows are public, as in a sandbox: the released model beside the same algorithm in the
 * clear and beside MLlib at convergence, on held-out rows.
 *
 * @param train all owners' rows
 * @param test held-out rows
 * @param model folder of the released model
 */
record CompareModels(
    SparkSession spark, RunPlan plan, Moments moments, Path train, Path test, Path model)
    implements Action<CompareModels.Compared> {
  private static final String LABEL = "label";

  /** Metrics of the three, and how closely the first two agree in their weights. */
  record Compared(
      Metrics encrypted, Metrics plaintext, Metrics mllib, double difference, double bits)
      implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with(
          "metrics",
          json.objectNode()
              .<ObjectNode>set("encrypted", encrypted.toJson())
              .<ObjectNode>set("plaintext", plaintext.toJson())
              .set("mllib", mllib.toJson()));
      report.with("max_abs_difference", json.numberNode(difference));
      report.with("agreement_bits", json.numberNode(bits));
    }

    @Override
    public String summary() {
      return "%.1f bits of agreement with the same algorithm in the clear".formatted(bits);
    }
  }

  @Override
  public Compared execute() {
    LinearModel released = new ModelFolder(model).model();
    Dataset<Row> rows = vectors(train, released);
    Dataset<Row> held = vectors(test, released);
    Standardised columns = new Standardised(moments, plan.training().task());
    double[] twin = twin(columns.of(rows));
    double[] weights = columns.weights(released);
    Task task = plan.training().task();
    PredictionModel<Vector, ?> reference =
        task == Task.LINEAR ? new LinearRegression().fit(rows) : new LogisticRegression().fit(rows);
    return new Compared(
        Metrics.of(ModelFolder.mllib(released), task, held),
        Metrics.of(ModelFolder.mllib(columns.raw(twin)), task, held),
        Metrics.of(reference, task, held),
        Agreement.maxDifference(weights, twin),
        Agreement.bits(weights, twin));
  }

  private Dataset<Row> vectors(Path csv, LinearModel model) {
    return new LabelledRows(spark, csv)
        .read(model.features(), LABEL, functions.col(LABEL).cast("double"))
        .cache();
  }

  private double[] twin(double[][] rows) {
    int iterations = plan.training().iterations();
    return plan.training().task() == Task.LINEAR
        ? new LinearTwin(LinearPlan.of(plan), rows).train(iterations)
        : new PlaintextTwin(LogisticPlan.of(plan), rows).train(iterations);
  }
}
