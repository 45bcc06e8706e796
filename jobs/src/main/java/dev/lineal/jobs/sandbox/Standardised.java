package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.publish.LinearModel;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Moments;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows and weights as the owners see them: z = (x - mean) / deviation, clipped at four deviations;
 * for a classification times y, for a regression with the target standardised as well.
 */
record Standardised(Moments moments, Task task) {
  private static final double CLIP = 4;

  /**
   * [row][column]: the features, then the bias, then a regression's target. A partition's rows at a
   * time are objects: a million of them are several times their numbers.
   */
  double[][] of(Dataset<Row> rows) {
    List<double[]> all = new ArrayList<>();
    rows.toLocalIterator()
        .forEachRemaining(
            row -> all.add(row(row.<Vector>getAs("features"), row.<Double>getAs("label"))));
    return all.toArray(double[][]::new);
  }

  private double[] row(Vector x, double label) {
    int d = features();
    boolean linear = task == Task.LINEAR;
    double sign = linear ? 1 : 2 * label - 1;
    double[] row = new double[linear ? d + 2 : d + 1];
    for (int j = 0; j < d; j++) {
      row[j] = sign * z(j, x.apply(j));
    }
    row[d] = sign;
    if (linear) {
      row[d + 1] = z(d, label);
    }
    return row;
  }

  private double z(int column, double value) {
    double z = (value - mean(column)) / deviation(column);
    return Math.max(-CLIP, Math.min(CLIP, z));
  }

  /** Weights of standardised columns, the bias last. */
  double[] weights(LinearModel raw) {
    int d = features();
    double scale = task == Task.LINEAR ? deviation(d) : 1;
    double[] weights = new double[d + 1];
    double bias = raw.intercept() - (task == Task.LINEAR ? mean(d) : 0);
    for (int j = 0; j < d; j++) {
      weights[j] = raw.weights()[j] * deviation(j) / scale;
      bias += raw.weights()[j] * mean(j);
    }
    weights[d] = bias / scale;
    return weights;
  }

  /** The model on raw features. */
  LinearModel raw(double[] weights) {
    List<ColumnMoments> columns = moments.columns();
    List<String> names = columns.subList(0, features()).stream().map(ColumnMoments::name).toList();
    double[] means = columns.stream().mapToDouble(c -> c.mean().toDouble()).toArray();
    double[] deviations = columns.stream().mapToDouble(c -> c.deviation().toDouble()).toArray();
    return task == Task.LINEAR
        ? LinearModel.ofStandardisedTarget(names, weights, means, deviations)
        : LinearModel.unstandardised(task, names, weights, means, deviations);
  }

  private int features() {
    return task == Task.LINEAR ? moments.columns().size() - 1 : moments.columns().size();
  }

  private double mean(int column) {
    return moments.columns().get(column).mean().toDouble();
  }

  private double deviation(int column) {
    return moments.columns().get(column).deviation().toDouble();
  }
}
