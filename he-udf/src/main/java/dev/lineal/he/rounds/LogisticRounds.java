package dev.lineal.he.rounds;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovFactors;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.rounds.RoundTerms.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Logistic regression by degree 5: rounds y, u, v, r per block, w per feature and, where it is to
 * be released, the sum of y^2 over all rows.
 *
 * @param size of the run
 * @param steps of the training
 * @param telemetry the last so many iterations release their mean squared margin; 0 for none
 */
public record LogisticRounds(RunSize size, Steps steps, int telemetry) implements TaskRounds {
  public static final ActivationRounds ACTIVATION = ActivationRounds.DEGREE_5;

  /** The release of sum y^2. */
  public static final String MARGIN = "mean-squared-margin";

  /** Margins stay within 1.7 R while the step bound holds; then so do the slots of each round. */
  private static final double[] SLOTS = {1.7, 2.9, 3.8, 15.7};

  /** Columns are clipped at 4 deviations; residuals are 0.5 + y v. */
  private static final double TERM = 4 * (0.5 + SLOTS[3]);

  @Override
  public List<RoundTerms> rounds() {
    Span all = new Span(0, size.iterations() - 1);
    List<RoundTerms> rounds = new ArrayList<>(Terms.activation(ACTIVATION, all, SLOTS));
    rounds.add(
        Terms.step(
            all,
            Terms.PRODUCT,
            size.traceBits(Terms.PRODUCT, TERM),
            factors().gamma(size.parameters())));
    if (telemetry > 0) {
      rounds.add(
          Terms.released(
              MARGIN,
              new Items.Scalars(1, FLOOD_BITS),
              new Span(size.iterations() - telemetry, size.iterations() - 1),
              size.traceBits(Terms.SQUARE, SLOTS[1])));
    }
    return List.copyOf(rounds);
  }

  @Override
  public int stepRound() {
    return ActivationRounds.ROUNDS + 1;
  }

  @Override
  public NesterovStep step(int iteration, int first) {
    NesterovFactors factors = factors();
    return new NesterovStep(
        factors.gamma(size.parameters()),
        factors.decay(),
        steps.eta().get(iteration),
        Math.max(0, size.features() - 1 - first));
  }

  @Override
  public int interval() {
    return ACTIVATION.interval();
  }

  private NesterovFactors factors() {
    return steps.factors(size, interval());
  }
}
