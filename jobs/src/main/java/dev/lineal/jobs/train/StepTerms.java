package dev.lineal.jobs.train;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.NesterovStep;
import java.io.Serializable;

/** A {@link NesterovStep} that travels to executors. */
record StepTerms(long[] numerators, int[] shifts, int regularised) implements Serializable {
  private static final long serialVersionUID = 1L;

  static StepTerms of(NesterovStep step) {
    FixedPoint[] factors = {step.gamma(), step.decay(), step.eta()};
    long[] numerators = new long[factors.length];
    int[] shifts = new int[factors.length];
    for (int i = 0; i < factors.length; i++) {
      numerators[i] = factors[i].numerator();
      shifts[i] = factors[i].shift();
    }
    return new StepTerms(numerators, shifts, step.regularised());
  }

  /** The step of a slice of features that starts at number {@code first}. */
  NesterovStep step(int first) {
    return new NesterovStep(factor(0), factor(1), factor(2), Math.max(0, regularised - first));
  }

  private FixedPoint factor(int i) {
    return new FixedPoint(numerators[i], shifts[i]);
  }
}
