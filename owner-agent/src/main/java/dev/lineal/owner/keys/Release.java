package dev.lineal.owner.keys;

import dev.lineal.he.FixedPoint;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * An owner's part of a released model: its integer shares rounded to a coarser scale plus noise.
 * The sum over all owners and the cluster's part is the value, within the rounding of every owner,
 * plus noise of deviation sqrt(owners) sigma. A repeated request gets the same noise. Source:
 * docs/protocol.md, release.
 *
 * @param sigma of one owner's noise, in value units; at least 2^-30, well above the arithmetic's
 *     2^-34
 * @param fractionBits of the released integers, below 60; sigma is at least 4 units of them
 */
public record Release(FixedPoint sigma, int fractionBits) {
  /** log2 of the scale of owners' shares. */
  public static final int SHARE_SCALE_BITS = 60;

  private static final double LEAST_SIGMA = Math.scalb(1.0, -30);

  public Release {
    if (fractionBits < 1 || fractionBits >= SHARE_SCALE_BITS) {
      throw new IllegalArgumentException(
          "Released values have 1 to 59 fractional bits, not " + fractionBits + ".");
    }
    double units = Math.scalb(sigma.toDouble(), fractionBits);
    if (sigma.toDouble() < LEAST_SIGMA || units < 4) {
      throw new IllegalArgumentException(
          "The noise of a release is at least 2^-30 and 4 units of 2^-"
              + fractionBits
              + ", so that rounding hides in it; sigma = "
              + sigma.toDouble()
              + " is "
              + units
              + " units.");
    }
  }

  /**
   * floor(v 2^(fractionBits - 60) + 1/2) + noise for every share.
   *
   * @param shares at scale 2^60
   * @return at scale 2^fractionBits; to be sealed to the licensee's key
   */
  public List<BigInteger> apply(SecretShare share, RefreshItem request, List<BigInteger> shares) {
    byte[] key = RefreshRandomness.noiseKey(share, request);
    try {
      DiscreteGaussian noise =
          new DiscreteGaussian(
              BigInteger.valueOf(sigma.numerator()).shiftLeft(fractionBits),
              BigInteger.ONE.shiftLeft(sigma.shift()),
              new ChaChaBits(key));
      FixedPoint rounding = FixedPoint.powerOfTwo(SHARE_SCALE_BITS - fractionBits);
      return shares.stream().map(v -> rounding.applyTo(v).add(noise.next())).toList();
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
