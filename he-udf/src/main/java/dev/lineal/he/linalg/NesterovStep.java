package dev.lineal.he.linalg;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of Nesterov's accelerated gradient with L2, linear and therefore done by every party on
 * its own shares: v' = decay w + round(gamma x), w' = (1 - eta) v' + eta v, x the party's share of
 * the trace (an owner's mask M_i, the cluster's d). All factors are exact fixed-point numbers of
 * the plan.
 *
 * @param gamma (lr / n) (N / 2) / interval, from the trace's scale to 2^60
 * @param decay 1 - lr lambda, applied to the first {@code regularised} features
 * @param eta momentum; the standard sequence gives it no sign that is fixed
 * @param regularised number of leading features under L2; the bias behind them is not
 */
public record NesterovStep(FixedPoint gamma, FixedPoint decay, FixedPoint eta, int regularised) {
  private static final int TO_REFRESHED =
      WeightShares.SCALE_BITS - HeParameters.REFRESHED_SCALE_BITS;

  /**
   * This party's shares after the step; {@code increments} has one share of a trace per feature.
   */
  public WeightShares next(WeightShares current, List<BigInteger> increments) {
    if (increments.size() != current.w().size()) {
      throw new IllegalArgumentException(
          "A step over "
              + current.w().size()
              + " features takes one trace for each, not "
              + increments.size()
              + ".");
    }
    List<BigInteger> w = new ArrayList<>(increments.size());
    List<BigInteger> v = new ArrayList<>(increments.size());
    for (int j = 0; j < increments.size(); j++) {
      BigInteger kept = current.w().get(j);
      if (j < regularised) {
        kept = decay.applyTo(kept);
      }
      BigInteger ahead = kept.add(gamma.applyTo(increments.get(j)));
      v.add(ahead);
      w.add(mix(ahead, current.v().get(j)));
    }
    return new WeightShares(w, v);
  }

  /** floor((1 - eta) ahead + eta behind + 1/2), rounded once. */
  private BigInteger mix(BigInteger ahead, BigInteger behind) {
    return ahead.add(eta.applyTo(behind.subtract(ahead)));
  }

  /** The constant that goes into a weight's ciphertext: the share of w at scale 2^40. */
  public static BigInteger constant(BigInteger share) {
    return FixedPoint.powerOfTwo(TO_REFRESHED).applyTo(share);
  }

  /** {@link #constant} of every share of w modulo every limb, [feature][limb]. */
  public static long[] constants(HeParameters parameters, List<BigInteger> w) {
    long[] constants = new long[w.size() * HeParameters.LIMBS];
    for (int j = 0; j < w.size(); j++) {
      long[] residues = parameters.residues(constant(w.get(j)));
      System.arraycopy(residues, 0, constants, j * HeParameters.LIMBS, HeParameters.LIMBS);
    }
    return constants;
  }
}
