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
  public FixedPoint {
    if (shift < 0 || shift > 127) {
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
