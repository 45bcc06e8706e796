package dev.lineal.owner.http;

import dev.lineal.he.linalg.ActivationRounds;
import java.util.Random;

/**
 * Made-up rows of three owners, label-folded, bias last, and the training in doubles.
 *
 * @param rows [owner][row][feature]
 */
record Blobs(double[][][] rows) {
  static Blobs of(int owners, int rowsEach, int features) {
    Random random = new Random(11);
    double[][][] rows = new double[owners][rowsEach][features];
    for (double[][] part : rows) {
      for (double[] row : part) {
        int label = random.nextBoolean() ? 1 : -1;
        for (int j = 0; j < features - 1; j++) {
          double value = random.nextGaussian() + label * (j % 2 == 0 ? 0.6 : -0.3);
          row[j] = label * Math.max(-4, Math.min(4, value));
        }
        row[features - 1] = label;
      }
    }
    return new Blobs(rows);
  }

  int features() {
    return rows[0][0].length;
  }

  long total() {
    long total = 0;
    for (double[][] part : rows) {
      total += part.length;
    }
    return total;
  }

  /** The momentum sequence v after all iterations. */
  double[] train(double rate, double l2, double[] etas) {
    double[] w = new double[features()];
    double[] v = new double[features()];
    for (double eta : etas) {
      double[] gradient = new double[w.length];
      for (double[][] part : rows) {
        for (double[] row : part) {
          double margin = 0;
          for (int j = 0; j < w.length; j++) {
            margin += row[j] * w[j];
          }
          double residual = ActivationRounds.DEGREE_5.at(margin);
          for (int j = 0; j < w.length; j++) {
            gradient[j] += row[j] * residual;
          }
        }
      }
      for (int j = 0; j < w.length; j++) {
        double kept = j < w.length - 1 ? w[j] * (1 - rate * l2) : w[j];
        double ahead = kept + rate * gradient[j] / total();
        w[j] = (1 - eta) * ahead + eta * v[j];
        v[j] = ahead;
      }
    }
    return v;
  }
}
