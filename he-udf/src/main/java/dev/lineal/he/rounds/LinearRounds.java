package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.rounds.RoundTerms.Kept;
import dev.lineal.he.rounds.RoundTerms.Operands;
import dev.lineal.he.rounds.RoundTerms.Span;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Ridge regression: once the Gram matrix G = X'X / n and b = X't / n, a trace per pair of columns;
 * then per iteration x_i = sum_j G_ij w_j - b_i, a trace per feature, and v' = (1 - lr lambda) w -
 * lr x.
 *
 * @param size of the run
 * @param steps of the training
 */
public record LinearRounds(RunSize size, Steps steps) implements TaskRounds {
  /** Name of the round of all pairs. */
  public static final String GRAM = "gram";

  /** Columns are clipped at 4 deviations. */
  private static final double LARGEST_PAIR = 16;

  /** Far above |G w - b|, which is at most 3 sqrt(d) while lr (d + lambda) <= 1. */
  private static final double RESIDUAL_PER_FEATURE = 16;

  private static final int TO_SHARES = Terms.SQUARE - 60;

  @Override
  public List<RoundTerms> rounds() {
    return List.of(
        new RoundTerms(
            GRAM,
            Kept.TRACE,
            new Items.PairsOfColumns(),
            Operands.SENT,
            new Span(0, 0),
            Terms.COLUMNS,
            size.traceBits(Terms.COLUMNS, LARGEST_PAIR),
            Optional.empty(),
            mean(),
            FixedPoint.ZERO,
            Terms.REFRESHED),
        Terms.step(
            new Span(0, size.iterations() - 1),
            Terms.SQUARE,
            RunSize.slotBits(Terms.SQUARE, RESIDUAL_PER_FEATURE * size.features()),
            gamma()));
  }

  /** (1/n) (N/2), from a trace at 2^84 to a value at 2^40. */
  private FixedPoint mean() {
    return FixedPoint.ratio(
        BigInteger.valueOf(size.parameters().slots()),
        BigInteger.valueOf(size.rows())
            .shiftLeft(2 * HeParameters.COLUMN_SCALE_BITS - HeParameters.REFRESHED_SCALE_BITS));
  }

  /** -lr, from a trace at 2^80 to a share at 2^60. */
  private FixedPoint gamma() {
    FixedPoint rate = steps.rate();
    return new FixedPoint(-rate.numerator(), rate.shift() + TO_SHARES);
  }

  @Override
  public int stepRound() {
    return 2;
  }

  @Override
  public NesterovStep step(int iteration, int first) {
    return new NesterovStep(
        gamma(),
        steps.factors(size, interval()).decay(),
        steps.eta().get(iteration),
        Math.max(0, size.features() - 1 - first));
  }

  @Override
  public int interval() {
    return 1;
  }
}
