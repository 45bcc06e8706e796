package dev.lineal.jobs.plan;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;

/**
 * The same algorithm in doubles and in the clear, on label-folded rows: what an encrypted run must
 * agree with.
 */
public final class PlaintextTwin {
  private final LogisticPlan plan;
  private final ActivationRounds activation;
  private final double[][] rows;
  private double[] w;
  private double[] v;

  /**
   * @param rows [row][feature], y x_j, the bias y last
   */
  public PlaintextTwin(LogisticPlan plan, double[][] rows) {
    this(plan, rows, new double[plan.training().features()]);
  }

  /**
   * @param start w = v before the first iteration
   */
  public PlaintextTwin(LogisticPlan plan, double[][] rows, double[] start) {
    this.plan = plan;
    this.activation = plan.activation();
    this.rows = rows;
    this.w = start.clone();
    this.v = start.clone();
  }

  /** v, which is the model, after so many iterations. */
  public double[] train(int iterations) {
    for (int t = 0; t < iterations; t++) {
      iterate(plan.step(t));
    }
    return v.clone();
  }

  /** w, which margins are of, after so many iterations. */
  public double[] extrapolated(int iterations) {
    train(iterations);
    return w.clone();
  }

  private void iterate(NesterovStep step) {
    double[] gradient = gradient();
    double[] ahead = new double[w.length];
    double eta = step.eta().toDouble();
    for (int j = 0; j < ahead.length; j++) {
      double kept = j < step.regularised() ? w[j] * step.decay().toDouble() : w[j];
      ahead[j] = kept + plan.rate() * gradient[j] / rows.length;
      w[j] = (1 - eta) * ahead[j] + eta * v[j];
    }
    v = ahead;
  }

  private double[] gradient() {
    double[] gradient = new double[w.length];
    for (double[] row : rows) {
      double residual = activation.at(dot(row, w));
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += row[j] * residual;
      }
    }
    return gradient;
  }

  /** L: the largest eigenvalue of X'X / 4n, by power iteration. */
  public static double largestEigenvalue(double[][] rows) {
    double[] u = new double[rows[0].length];
    java.util.Arrays.fill(u, 1);
    double eigenvalue = 0;
    for (int t = 0; t < 200; t++) {
      double[] next = new double[u.length];
      for (double[] row : rows) {
        double product = dot(row, u) / (4 * rows.length);
        for (int j = 0; j < next.length; j++) {
          next[j] += row[j] * product;
        }
      }
      eigenvalue = Math.sqrt(dot(next, next) / dot(u, u));
      double norm = Math.sqrt(dot(next, next));
      for (int j = 0; j < next.length; j++) {
        next[j] /= norm;
      }
      u = next;
    }
    return eigenvalue;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
