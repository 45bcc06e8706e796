package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.publish.LinearModel;
import dev.lineal.jobs.publish.ModelFolder;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Moments;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
  private static final double CLIP = 4;

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
    Dataset<Row> rows = new LabelledCsv(spark, train).vectors(released.features());
    Dataset<Row> held = new LabelledCsv(spark, test).vectors(released.features());
    double[] twin =
        new PlaintextTwin(LogisticPlan.of(plan), folded(rows)).train(plan.training().iterations());
    double[] standardised = standardised(released);
    var task = plan.training().task();
    return new Compared(
        Metrics.of(ModelFolder.mllib(released), task, held),
        Metrics.of(ModelFolder.mllib(raw(twin)), task, held),
        Metrics.of(new LogisticRegression().fit(rows), task, held),
        Agreement.maxDifference(standardised, twin),
        Agreement.bits(standardised, twin));
  }

  /** Weights of standardised columns, the bias last. */
  private double[] standardised(LinearModel raw) {
    List<ColumnMoments> columns = moments.columns();
    double[] weights = new double[columns.size() + 1];
    double bias = raw.intercept();
    for (int j = 0; j < columns.size(); j++) {
      weights[j] = raw.weights()[j] * columns.get(j).deviation().toDouble();
      bias += raw.weights()[j] * columns.get(j).mean().toDouble();
    }
    weights[columns.size()] = bias;
    return weights;
  }

  private LinearModel raw(double[] standardised) {
    return LinearModel.unstandardised(
        plan.training().task(),
        moments.columns().stream().map(ColumnMoments::name).toList(),
        standardised,
        moments.columns().stream().mapToDouble(c -> c.mean().toDouble()).toArray(),
        moments.columns().stream().mapToDouble(c -> c.deviation().toDouble()).toArray());
  }

  /** Rows as the owners fold them: y z_j, the bias y last. */
  private double[][] folded(Dataset<Row> rows) {
    List<ColumnMoments> columns = moments.columns();
    return rows.collectAsList().stream()
        .map(
            row -> {
              Vector x = row.getAs(LabelledCsv.FEATURES);
              double y = 2 * row.<Double>getAs(LabelledCsv.LABEL) - 1;
              double[] folded = new double[columns.size() + 1];
              for (int j = 0; j < columns.size(); j++) {
                ColumnMoments column = columns.get(j);
                double z = (x.apply(j) - column.mean().toDouble()) / column.deviation().toDouble();
                folded[j] = y * Math.max(-CLIP, Math.min(CLIP, z));
              }
              folded[columns.size()] = y;
              return folded;
            })
        .toArray(double[][]::new);
  }
}
