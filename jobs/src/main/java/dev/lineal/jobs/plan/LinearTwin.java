package dev.lineal.jobs.plan;

import dev.lineal.he.linalg.NesterovStep;

/**
 * A ridge regression's algorithm in doubles and in the clear: what an encrypted run must agree
 * with.
 */
public final class LinearTwin {
  private final LinearPlan plan;
  private final double[][] gram;
  private final double[] right;

  /**
   * @param rows [row][column]: features, the bias 1, the target last
   */
  public LinearTwin(LinearPlan plan, double[][] rows) {
    int d = plan.training().features();
    this.plan = plan;
    this.gram = new double[d][d];
    this.right = new double[d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          gram[i][j] += row[i] * row[j] / rows.length;
        }
        right[i] += row[i] * row[d] / rows.length;
      }
    }
  }

  /** v, which is the model, after so many iterations from 0. */
  public double[] train(int iterations) {
    return train(iterations, new double[right.length]);
  }

  /** v after so many iterations from w = v = start. */
  public double[] train(int iterations, double[] start) {
    double rate = PlannedRounds.point(plan.training().step()).toDouble();
    double[] w = start.clone();
    double[] v = start.clone();
    for (int t = 0; t < iterations; t++) {
      NesterovStep step = plan.step(t);
      double eta = step.eta().toDouble();
      double[] ahead = new double[w.length];
      for (int j = 0; j < ahead.length; j++) {
        double kept = j < step.regularised() ? w[j] * step.decay().toDouble() : w[j];
        ahead[j] = kept - rate * (PlaintextTwin.dot(gram[j], w) - right[j]);
      }
      for (int j = 0; j < ahead.length; j++) {
        w[j] = (1 - eta) * ahead[j] + eta * v[j];
      }
      v = ahead;
    }
    return v;
  }
}
