package dev.lineal.jobs.evaluate;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.jobs.plan.EvaluationPlan;
import dev.lineal.jobs.train.ReleasedScalars;

/**
 * What an evaluation makes known: means over all held-out rows. Source: docs/protocol.md,
 * evaluation.
 *
 * @param rows real rows
 * @param meanSquaredMargin of z; null for a regression
 * @param brier mean of sigma(-z)^2, the activation's polynomial for sigma; null for a regression
 * @param logLoss mean of ln 2 minus the integral of that polynomial from 0 to z; null for a
 *     regression
 * @param meanSquaredError of standardised targets; null for a classification
 * @param r2 1 minus that, since the study standardised the target to variance 1; null for a
 *     classification
 */
public record HeldOutMetrics(
    long rows,
    Double meanSquaredMargin,
    Double brier,
    Double logLoss,
    Double meanSquaredError,
    Double r2) {
  private static final ActivationRounds ACTIVATION = EvaluationRounds.ACTIVATION;

  /**
   * From the released sums.
   *
   * @param blocks of all datasets: rows that fill none of their slots are padding
   */
  public static HeldOutMetrics of(EvaluationPlan plan, int blocks, ReleasedScalars released) {
    RoundTerms terms = plan.rounds().round(plan.rounds().number(EvaluationRounds.METRICS));
    int slots = plan.parameters().slots();
    double[] sums = new double[released.values().size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = released.sum(i, terms.inputScaleBits(), slots);
    }
    long rows = plan.rows();
    if (plan.model() == EvaluationRounds.Model.REGRESSION) {
      double error = sums[0] / rows;
      return new HeldOutMetrics(rows, null, null, null, error, 1 - error);
    }
    long padding = (long) blocks * slots - rows;
    return classification(rows, sums, sums[4] - padding * 0.25);
  }

  /** Sums of y^2, u^2, u v, y r; r^2 without padding, where r is 1/2. */
  private static HeldOutMetrics classification(long rows, double[] sums, double squaredResiduals) {
    double scale = Math.scalb(1.0, -40);
    ActivationRounds.Product v = ACTIVATION.of(ACTIVATION.rounds() - 1);
    double a1 = v.addend() * scale;
    double a5 = v.factor().toDouble();
    double a3 = v.linear() * scale * a5;
    double y2 = sums[0];
    double y4 = sums[1];
    double y6 = (sums[2] - a1 * y2 - a3 * y4) / a5;
    double y = 2 * (sums[3] - a1 * y2 - a3 * y4 - a5 * y6);
    double interval = ACTIVATION.interval();
    double integral = interval * (0.5 * y + a1 * y2 / 2 + a3 * y4 / 4 + a5 * y6 / 6);
    return new HeldOutMetrics(
        rows,
        interval * interval * y2 / rows,
        squaredResiduals / rows,
        Math.log(2) - integral / rows,
        null,
        null);
  }
}
