package dev.lineal.jobs.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The same columns through Spark MLlib, to convergence. */
public record MllibReference(SparkSession spark, Standardised data) {
  private static final StructType ROW =
      new StructType()
          .add("features", new VectorUDT(), false)
          .add("label", DataTypes.DoubleType, false);

  /** Weights, the intercept last; scikit-learn's default penalty C = 1. */
  public double[] logistic() {
    LogisticRegressionModel model =
        new LogisticRegression()
            .setStandardization(false)
            .setRegParam(1.0 / data.train().rows())
            .setMaxIter(500)
            .setTol(1e-9)
            .fit(unfolded(data.train()));
    return with(model.coefficients(), model.intercept());
  }

  /** Weights, the intercept last; least squares. */
  public double[] linear() {
    LinearRegressionModel model =
        new LinearRegression()
            .setStandardization(false)
            .setSolver("normal")
            .fit(targets(data.train()));
    return with(model.coefficients(), model.intercept());
  }

  /** Area under the curve on the test rows. */
  public double auc(double[] weights) {
    List<Row> rows = new ArrayList<>();
    for (double[] folded : data.test().folded()) {
      double label = folded[folded.length - 1];
      double margin = 0;
      for (int j = 0; j < folded.length; j++) {
        margin += label * folded[j] * weights[j];
      }
      rows.add(RowFactory.create(Vectors.dense(-margin, margin), (label + 1) / 2));
    }
    return new BinaryClassificationEvaluator()
        .setRawPredictionCol("features")
        .evaluate(spark.createDataFrame(rows, ROW));
  }

  private static double[] with(Vector weights, double intercept) {
    double[] all = Arrays.copyOf(weights.toArray(), weights.size() + 1);
    all[weights.size()] = intercept;
    return all;
  }

  private Dataset<Row> unfolded(TestData folded) {
    List<Row> rows = new ArrayList<>();
    for (double[] row : folded.folded()) {
      double label = row[row.length - 1];
      double[] features =
          Arrays.stream(Arrays.copyOf(row, row.length - 1)).map(x -> x * label).toArray();
      rows.add(RowFactory.create(Vectors.dense(features), (label + 1) / 2));
    }
    return spark.createDataFrame(rows, ROW);
  }

  private Dataset<Row> targets(TestData columns) {
    List<Row> rows = new ArrayList<>();
    for (double[] row : columns.folded()) {
      double[] features = Arrays.copyOf(row, row.length - 2);
      rows.add(RowFactory.create(Vectors.dense(features), row[row.length - 1]));
    }
    return spark.createDataFrame(rows, ROW);
  }
}
