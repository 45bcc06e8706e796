package dev.lineal.he.linalg;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;

/**
 * The exact factors of a training's steps, derived in integers from a plan's own numbers. Whoever
 * makes a plan, owners, cluster and replayers call this one, so that all have the same bits.
 *
 * @param rate lr, more than 0
 * @param l2 weight of the penalty, 0 or more
 * @param rows real rows of all datasets
 * @param interval R: weights are held as w / R
 */
public record NesterovFactors(FixedPoint rate, FixedPoint l2, long rows, int interval) {
  /** log2 of the precision of decay and eta. */
  public static final int PRECISION_BITS = FixedPoint.RATIO_BITS;

  public NesterovFactors {
    if (rate.numerator() < 1 || l2.numerator() < 0 || rows < 1 || interval < 1) {
      throw new IllegalArgumentException(
          "A step has a rate above 0, a penalty of 0 or more, rows and an interval.");
    }
  }

  /**
   * (rate / rows) (N / 2) / interval, from a trace at scale 2^82 to a share at 2^60; floor(x + 1/2)
   * at the least shift, up to 127, that gives a numerator of 2^40 or more.
   */
  public FixedPoint gamma(HeParameters parameters) {
    int traceBits = HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;
    BigInteger above =
        BigInteger.valueOf(rate.numerator()).multiply(BigInteger.valueOf(parameters.slots()));
    BigInteger below =
        BigInteger.valueOf(rows)
            .multiply(BigInteger.valueOf(interval))
            .shiftLeft(rate.shift() + traceBits - WeightShares.SCALE_BITS);
    return FixedPoint.ratio(above, below);
  }

  /** 1 - rate l2 at precision 2^-40; floor(x + 1/2). */
  public FixedPoint decay() {
    int shift = rate.shift() + l2.shift();
    BigInteger one = BigInteger.ONE.shiftLeft(shift);
    BigInteger product =
        BigInteger.valueOf(rate.numerator()).multiply(BigInteger.valueOf(l2.numerator()));
    BigInteger decay = FixedPoint.rounded(one.subtract(product).shiftLeft(PRECISION_BITS), one);
    return new FixedPoint(decay.longValueExact(), PRECISION_BITS);
  }
}
