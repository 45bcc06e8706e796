package dev.lineal.he;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact factor numerator / 2^shift. Applying it to an integer rounds to floor(x + 1/2), negative
 * numbers included, so that owners, cluster and replayers get the same bits; nobody computes a
 * double on the way.
 *
 * @param numerator |numerator| < 2^42 where a native kernel applies the factor
 * @param shift 0 .. 127
 */
public record FixedPoint(long numerator, int shift) {
  public static final FixedPoint ZERO = new FixedPoint(0, 0);
  public static final FixedPoint ONE = new FixedPoint(1, 0);

  /** log2 of the precision of a {@link #ratio}. */
  public static final int RATIO_BITS = 40;

  private static final int MAX_SHIFT = 127;

  public FixedPoint {
    if (shift < 0 || shift > MAX_SHIFT) {
      throw new IllegalArgumentException(
          "A fixed-point shift lies in 0 .. 127, not " + shift + ".");
    }
  }

  /** 2^-bits. */
  public static FixedPoint powerOfTwo(int bits) {
    return new FixedPoint(1, bits);
  }

  /** The nearest multiple of 2^-shift to a real value; ties go up. */
  public static FixedPoint nearest(double value, int shift) {
    BigDecimal scaled =
        new BigDecimal(value).multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
    BigInteger rounded =
        scaled.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
    return new FixedPoint(rounded.longValueExact(), shift);
  }

  /**
   * above / below to {@value #RATIO_BITS} bits or more: floor(x + 1/2) at the least shift, up to
   * 127, that gives a numerator of 2^{@value #RATIO_BITS} or more.
   *
   * @param above more than 0
   * @param below more than 0
   */
  public static FixedPoint ratio(BigInteger above, BigInteger below) {
    int shift = Math.max(0, RATIO_BITS - 1 - above.bitLength() + below.bitLength());
    while (shift < MAX_SHIFT && rounded(above.shiftLeft(shift), below).bitLength() <= RATIO_BITS) {
      shift++;
    }
    return new FixedPoint(rounded(above.shiftLeft(shift), below).longValueExact(), shift);
  }

  /** floor(a / b + 1/2), b above 0. */
  public static BigInteger rounded(BigInteger a, BigInteger b) {
    BigInteger twice = a.shiftLeft(1).add(b);
    BigInteger[] parts = twice.divideAndRemainder(b.shiftLeft(1));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** floor(x numerator / 2^shift + 1/2). */
  public BigInteger applyTo(BigInteger x) {
    BigInteger product = x.multiply(BigInteger.valueOf(numerator));
    return shift == 0
        ? product
        : product.add(BigInteger.ONE.shiftLeft(shift - 1)).shiftRight(shift);
  }

  public double toDouble() {
    return Math.scalb((double) numerator, -shift);
  }
}
