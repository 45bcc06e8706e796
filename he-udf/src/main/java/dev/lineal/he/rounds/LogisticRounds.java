package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.ActivationRounds.Largest;
import dev.lineal.he.linalg.NesterovFactors;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.rounds.RoundTerms.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Logistic regression: rounds y, u, ..., r per block, w per feature; where weights stay shared, the
 * owners' partial products per block, which come before y; where it is to be released, the sum of
 * y^2 over all rows.
 *
 * @param size of the run
 * @param steps of the training
 * @param activation of its degree
 * @param telemetry the last so many iterations release their mean squared margin; 0 for none
 * @param weights encrypted or shared
 */
public record LogisticRounds(
    RunSize size, Steps steps, ActivationRounds activation, int telemetry, WeightForm weights)
    implements TaskRounds {
  /** The round of the owners' partial products, with which an iteration begins. */
  public static final String PARTIAL = "partial";

  /** The release of sum y^2. */
  public static final String MARGIN = "mean-squared-margin";

  /** Margins stay within 1.7 R while the step bound holds. */
  private static final double MARGINS = 1.7;

  /** Columns are clipped at 4 deviations. */
  private static final double LARGEST_COLUMN = 4;

  /** With encrypted weights. */
  public LogisticRounds(RunSize size, Steps steps, ActivationRounds activation, int telemetry) {
    this(size, steps, activation, telemetry, WeightForm.ENCRYPTED);
  }

  @Override
  public List<RoundTerms> rounds() {
    Span all = new Span(0, size.iterations() - 1);
    List<RoundTerms> rounds =
        new ArrayList<>(Terms.activation(activation, all, MARGINS, Largest::training));
    int stepBits =
        size.traceBits(Terms.PRODUCT, LARGEST_COLUMN * (0.5 + largest(activation.rounds())));
    FixedPoint gamma = factors().gamma(size.parameters());
    if (weights == WeightForm.ENCRYPTED) {
      rounds.add(Terms.step(all, Terms.PRODUCT, stepBits, gamma));
    } else {
      rounds.add(Terms.shared(all, Terms.PRODUCT, stepBits, gamma));
      rounds.add(Terms.partial(PARTIAL, all));
    }
    if (telemetry > 0) {
      rounds.add(
          Terms.released(
              MARGIN,
              new Items.Scalars(1, FLOOD_BITS),
              new Span(size.iterations() - telemetry, size.iterations() - 1),
              size.traceBits(Terms.SQUARE, largest(2))));
    }
    return List.copyOf(rounds);
  }

  @Override
  public int stepRound() {
    return activation.rounds() + 1;
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
    return activation.interval();
  }

  private double largest(int round) {
    return activation.of(round).largest().training();
  }

  private NesterovFactors factors() {
    return steps.factors(size, interval());
  }
}
