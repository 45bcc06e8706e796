package dev.lineal.owner.policy;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovFactors;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.owner.keys.MaskBound;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The five rounds of a logistic run: what the plan must say of each, how large messages can get,
 * and the masks and steps that follow. Source: docs/protocol.md, one iteration and masks.
 */
final class PlannedRounds {
  static final ActivationRounds ACTIVATION = ActivationRounds.DEGREE_5;

  /** Margins stay within 1.7 R while the step bound holds; then so do the slots of each round. */
  private static final double[] SLOT_BOUNDS = {1.7, 2.9, 3.8, 15.7};

  /** Columns are clipped at 4 deviations; residuals are 0.5 + y v. */
  private static final double TERM_BOUND = 4 * (0.5 + SLOT_BOUNDS[3]);

  private static final List<String> NAMES = List.of("y", "u", "v", "r", "w");
  private static final int PRODUCT_BITS =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

  private final RunPlan plan;
  private final HeParameters parameters;
  private final int owners;

  PlannedRounds(RunPlan plan, HeParameters parameters, int owners) {
    this.plan = plan;
    this.parameters = parameters;
    this.owners = owners;
  }

  /** What the plan must say, its own bounds kept. */
  List<Round> expected() {
    List<Round> rounds = new ArrayList<>();
    for (int round = 1; round <= ActivationRounds.ROUNDS; round++) {
      rounds.add(slots(round));
    }
    rounds.add(
        new Round(
            NAMES.get(ActivationRounds.ROUNDS),
            Round.Refresh.TRACE,
            PRODUCT_BITS,
            bound(Layout.TRACE_ROUND),
            Optional.empty(),
            factor(factors().gamma(parameters)),
            Factor.ZERO,
            WeightShares.SCALE_BITS));
    return rounds;
  }

  private Round slots(int round) {
    int scale = HeParameters.REFRESHED_SCALE_BITS;
    return new Round(
        NAMES.get(round - 1),
        Round.Refresh.SLOTS,
        round == 1 ? PRODUCT_BITS : 2 * scale,
        bound(round),
        round == 3 ? Optional.of(new Factor(ACTIVATION.k(), scale)) : Optional.empty(),
        factor(ACTIVATION.gamma(round)),
        addend(ACTIVATION.constant(round)),
        scale);
  }

  private static Factor factor(FixedPoint factor) {
    return new Factor(factor.numerator(), factor.shift());
  }

  private static Factor addend(BigInteger atScale) {
    return atScale.signum() == 0
        ? Factor.ZERO
        : new Factor(atScale.longValueExact(), HeParameters.REFRESHED_SCALE_BITS);
  }

  private int bound(int round) {
    List<Round> rounds = plan.encryption().rounds();
    return round <= rounds.size() ? rounds.get(round - 1).boundBits() : Round.MAX_BITS;
  }

  /** log2 of what the messages of a round may need, rounded up. */
  int leastBoundBits(int round) {
    if (round == Layout.TRACE_ROUND) {
      double sum = log2(rows()) + log2(TERM_BOUND);
      return (int) Math.ceil(PRODUCT_BITS + 1 - log2(parameters.ringDegree()) + sum);
    }
    int scale = round == 1 ? PRODUCT_BITS : 2 * HeParameters.REFRESHED_SCALE_BITS;
    return (int) Math.ceil(scale + log2(SLOT_BOUNDS[round - 1]));
  }

  long rows() {
    return plan.datasets().stream().mapToLong(PlannedDataset::rows).sum();
  }

  NesterovFactors factors() {
    Training training = plan.training();
    return new NesterovFactors(
        point(training.step()), point(training.l2()), rows(), ACTIVATION.interval());
  }

  /** The step of an iteration on this owner's shares of features first .. first + count - 1. */
  NesterovStep step(int iteration, int first, int count) {
    Training training = plan.training();
    FixedPoint eta =
        new FixedPoint(training.eta().numerators().get(iteration), training.eta().shift());
    int regularised = Math.max(0, Math.min(count, training.features() - 1 - first));
    return new NesterovStep(factors().gamma(parameters), factors().decay(), eta, regularised);
  }

  private static FixedPoint point(Factor factor) {
    return new FixedPoint(factor.numerator(), factor.shift());
  }

  /**
   * The masks of a round.
   *
   * @param answers all that the key set has answered and may answer
   * @throws IllegalArgumentException with the numbers, when they leave too little room
   */
  MaskBound masks(int round, long answers) {
    return MaskBound.forStudy(parameters, owners, BigInteger.ONE.shiftLeft(bound(round)), answers);
  }

  /** How many answers the narrowest round allows before fewer than 40 bits are left. */
  BigInteger room() {
    BigInteger least = parameters.modulus();
    for (int round = 1; round <= Layout.TRACE_ROUND; round++) {
      MaskBound masks = masks(round, 1);
      BigInteger spent = masks.messageBound().shiftLeft(MaskBound.STATISTICAL_BITS);
      least = least.min(masks.bound().divide(spent));
    }
    return least;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
