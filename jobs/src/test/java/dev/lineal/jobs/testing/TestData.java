package dev.lineal.jobs.testing;

import dev.lineal.jobs.plan.LogisticPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Label-folded rows y x, standardised, clipped at four deviations, the bias column y last. */
public record TestData(double[][] folded) {
  /** Two overlapping clouds, the same for one seed. */
  public static TestData clouds(int rows, int features, long seed) {
    Random random = new Random(seed);
    double[][] folded = new double[rows][features + 1];
    for (double[] row : folded) {
      double label = random.nextBoolean() ? 1 : -1;
      for (int j = 0; j < features; j++) {
        double x = random.nextGaussian() + label * 0.4 * Math.sin(j + 1);
        row[j] = label * Math.max(-4, Math.min(4, x));
      }
      row[features] = label;
    }
    return new TestData(folded);
  }

  /** A noisy plane, standardised; the target last. */
  public static TestData plane(int rows, int features, long seed) {
    Random random = new Random(seed);
    List<double[]> raw = new java.util.ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] row = new double[features + 1];
      for (int j = 0; j < features; j++) {
        row[j] = random.nextGaussian() + (j > 0 ? row[j - 1] / 2 : 0);
        row[features] += row[j] * Math.sin(j + 1);
      }
      row[features] += random.nextGaussian();
      raw.add(row);
    }
    return regression(raw);
  }

  /** Rows whose last entry is the label, 0 or 1. */
  public static TestData of(List<double[]> rows) {
    int features = rows.get(0).length - 1;
    double[][] folded = new double[rows.size()][features + 1];
    for (int j = 0; j < features; j++) {
      int column = j;
      double mean = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          rows.stream().mapToDouble(row -> Math.pow(row[column] - mean, 2)).average().orElseThrow();
      for (int i = 0; i < folded.length; i++) {
        double label = 2 * rows.get(i)[features] - 1;
        double z = (rows.get(i)[j] - mean) / Math.sqrt(variance);
        folded[i][j] = label * Math.max(-4, Math.min(4, z));
        folded[i][features] = label;
      }
    }
    return new TestData(folded);
  }

  /**
   * Rows of a regression, the target last: features and target standardised and clipped, the bias 1
   * before the target.
   */
  public static TestData regression(List<double[]> rows) {
    int features = rows.get(0).length - 1;
    double[][] out = new double[rows.size()][features + 2];
    for (int j = 0; j <= features; j++) {
      int column = j;
      double mean = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          rows.stream().mapToDouble(row -> Math.pow(row[column] - mean, 2)).average().orElseThrow();
      for (int i = 0; i < out.length; i++) {
        double z = (rows.get(i)[j] - mean) / Math.sqrt(variance);
        out[i][j < features ? j : j + 1] = Math.max(-4, Math.min(4, z));
        out[i][features] = 1;
      }
    }
    return new TestData(out);
  }

  /** Mean squared margin, Brier score and log-loss with the activation's polynomial for sigma. */
  public double[] polynomialMetrics(double[] weights) {
    double squares = 0;
    double brier = 0;
    double loss = 0;
    int steps = 64;
    for (double[] row : folded) {
      double z = margin(row, weights);
      squares += z * z;
      brier += Math.pow(LogisticPlan.DEFAULT.at(z), 2);
      double integral = 0;
      for (int i = 0; i < steps; i++) {
        double width = z / steps;
        double a = LogisticPlan.DEFAULT.at(i * width);
        double m = LogisticPlan.DEFAULT.at((i + 0.5) * width);
        double b = LogisticPlan.DEFAULT.at((i + 1) * width);
        integral += width * (a + 4 * m + b) / 6;
      }
      loss += Math.log(2) - integral;
    }
    return new double[] {squares / rows(), brier / rows(), loss / rows()};
  }

  /** Of a regression's predictions. */
  public double meanSquaredError(double[] weights) {
    double errors = 0;
    for (double[] row : folded) {
      double prediction = 0;
      for (int j = 0; j < weights.length; j++) {
        prediction += row[j] * weights[j];
      }
      errors += Math.pow(row[weights.length] - prediction, 2);
    }
    return errors / rows();
  }

  /** Share of the target's variance that a model explains; the target is standardised. */
  public double r2(double[] weights) {
    int target = weights.length;
    double squares = Arrays.stream(folded).mapToDouble(row -> row[target] * row[target]).sum();
    return 1 - meanSquaredError(weights) * rows() / squares;
  }

  public int rows() {
    return folded.length;
  }

  /** Bias counted. */
  public int features() {
    return folded[0].length;
  }

  /** The rows of part {@code i} of {@code n}. */
  public double[][] part(int i, int n) {
    return Arrays.copyOfRange(folded, rows() * i / n, rows() * (i + 1) / n);
  }

  /** Share of rows on the right side: folded margins above 0. */
  public double accuracy(double[] weights) {
    return Arrays.stream(folded).filter(row -> margin(row, weights) > 0).count() / (double) rows();
  }

  private static double margin(double[] row, double[] weights) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * weights[j];
    }
    return sum;
  }
}
