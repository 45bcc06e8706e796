package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.QuadraticForm;
import dev.lineal.he.rounds.RoundTerms.Kept;
import dev.lineal.he.rounds.RoundTerms.Operands;
import dev.lineal.he.rounds.RoundTerms.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ridge regression: once the Gram matrix G = X'X / n and b = X't / n, a trace per pair of columns;
 * then per iteration x_i = sum_j G_ij w_j - b_i, a trace per feature, and v' = (1 - lr lambda) w -
 * lr x. Where contributions are measured, the same again without each owner's sums, and after every
 * solve the release of its weights' loss on public rows.
 *
 * @param size of one solve
 * @param steps of one solve
 * @param losses that are released; empty for one solve and none
 */
public record LinearRounds(RunSize size, Steps steps, Optional<Losses> losses)
    implements TaskRounds {
  /** Name of the round of all pairs. */
  public static final String GRAM = "gram";

  /** The release of every solve's loss. */
  public static final String LOSS = "validation-loss";

  /**
   * What is released after every solve.
   *
   * @param form of the loss, but for a public constant
   * @param owners each left out once
   */
  public record Losses(QuadraticForm form, int owners) {}

  /** Columns are clipped at 4 deviations. */
  private static final double LARGEST_PAIR = 16;

  /** Far above |G w - b|, which is at most 3 sqrt(d) while lr (d + lambda) <= 1. */
  private static final double RESIDUAL_PER_FEATURE = 16;

  /** Of a prediction's squared error, in squared deviations. */
  private static final double LARGEST_LOSS = 1 << 20;

  private static final int TO_SHARES = Terms.SQUARE - 60;

  /** One solve; nothing is released on the way. */
  public LinearRounds(RunSize size, Steps steps) {
    this(size, steps, Optional.empty());
  }

  @Override
  public Solves solves() {
    return losses
        .map(measured -> new Solves(size.iterations(), measured.owners() + 1))
        .orElse(Solves.ONE);
  }

  @Override
  public List<RoundTerms> rounds() {
    int each = size.iterations();
    int last = each * solves().count() - 1;
    List<RoundTerms> rounds =
        new ArrayList<>(
            List.of(
                gram(new Span(0, last - each + 1, each)),
                Terms.step(
                    new Span(0, last),
                    Terms.SQUARE,
                    RunSize.slotBits(Terms.SQUARE, RESIDUAL_PER_FEATURE * size.features()),
                    gamma())));
    losses.ifPresent(measured -> rounds.add(loss(new Span(each - 1, last, each), measured)));
    return List.copyOf(rounds);
  }

  private RoundTerms gram(Span span) {
    return new RoundTerms(
        GRAM,
        Kept.TRACE,
        new Items.PairsOfColumns(),
        Operands.SENT,
        span,
        Terms.COLUMNS,
        size.traceBits(Terms.COLUMNS, LARGEST_PAIR),
        Optional.empty(),
        mean(),
        FixedPoint.ZERO,
        Terms.REFRESHED);
  }

  private static RoundTerms loss(Span span, Losses measured) {
    int scale = QuadraticForm.VALUE_SCALE_BITS;
    return Terms.released(
        LOSS,
        new Items.Scalars(1, measured.form().floodBits()),
        span,
        scale,
        RunSize.slotBits(scale, LARGEST_LOSS));
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
        steps.eta().get(iteration - solves().first(iteration)),
        Math.max(0, size.features() - 1 - first));
  }

  @Override
  public int interval() {
    return 1;
  }
}
