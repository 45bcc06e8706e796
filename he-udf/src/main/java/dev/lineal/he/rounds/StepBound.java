package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import java.math.BigInteger;

/**
 * The largest step that a power iteration allows: its last two sums T_k of y^2 give lambda =
 * sqrt(T_K / T_(K-1)) / s, an estimate from below of lambda_max(X'X / n), to which a tenth is
 * added. Integers only, so that trainer and owners agree.
 *
 * @param rate s of the power iteration
 * @param before T_(K-1), at the product's scale
 * @param last T_K
 */
public record StepBound(FixedPoint rate, BigInteger before, BigInteger last) {
  private static final int BITS = 40;
  private static final BigInteger MARGIN_ABOVE = BigInteger.valueOf(11);
  private static final BigInteger MARGIN_BELOW = BigInteger.TEN;

  public StepBound {
    if (!PowerRounds.standsOut(before) || !PowerRounds.standsOut(last)) {
      throw new IllegalArgumentException(
          "The released sums do not stand out from their flood; plan the power iteration with a"
              + " larger step or fewer iterations.");
    }
  }

  /** 1.1 lambda at scale 2^40, rounded up. */
  private BigInteger curvature() {
    BigInteger s = BigInteger.valueOf(rate.numerator());
    BigInteger above = last.multiply(MARGIN_ABOVE.pow(2)).shiftLeft(2 * (BITS + rate.shift()));
    BigInteger below = before.multiply(s.pow(2)).multiply(MARGIN_BELOW.pow(2));
    return above.divide(below).sqrt().add(BigInteger.ONE);
  }

  /** lambda, an estimate. */
  public double lambda() {
    return curvature().doubleValue() / Math.scalb(1.1, BITS);
  }

  /** 4 / 1.1 lambda, i.e. 1 / L of the logistic loss, rounded down. */
  public FixedPoint logistic() {
    return inverse(curvature(), 4);
  }

  /** 1 / (1.1 lambda + l2), rounded down. */
  public FixedPoint linear(FixedPoint l2) {
    BigInteger penalty = BigInteger.valueOf(l2.numerator()).shiftLeft(BITS).shiftRight(l2.shift());
    return inverse(curvature().add(penalty).add(BigInteger.ONE), 1);
  }

  /** 4 / d: the logistic loss of standardised columns is never steeper. Rounded down. */
  public static FixedPoint ofFeatures(int features) {
    return inverse(BigInteger.valueOf(features).shiftLeft(BITS), 4);
  }

  /** 1 / (d + l2): the squared loss of standardised columns is never steeper. Rounded down. */
  public static FixedPoint ofFeatures(int features, FixedPoint l2) {
    BigInteger penalty = BigInteger.valueOf(l2.numerator()).shiftLeft(BITS).shiftRight(l2.shift());
    return inverse(BigInteger.valueOf(features).shiftLeft(BITS).add(penalty), 1);
  }

  private static FixedPoint inverse(BigInteger curvature, long factor) {
    BigInteger numerator = BigInteger.valueOf(factor).shiftLeft(2 * BITS).divide(curvature);
    return new FixedPoint(numerator.longValueExact(), BITS);
  }

  /** Whether a step is at most another one. */
  public static boolean within(FixedPoint step, FixedPoint largest) {
    BigInteger left = BigInteger.valueOf(step.numerator()).shiftLeft(largest.shift());
    BigInteger right = BigInteger.valueOf(largest.numerator()).shiftLeft(step.shift());
    return left.compareTo(right) <= 0;
  }
}
