package dev.lineal.owner.moments;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.List;

/**
 * Where totals, noise and floods lie in the coefficients of the totals' ciphertext. From the least
 * bit up: noise of all owners' encryptions, at most {@link #noiseBits}; every owner's flood, 40 +
 * log2(N/8) bits above it, so that all released scalars of a key set together are within 2^-40;
 * then, from {@link #scaleBits} on, the total itself, untouched: rounding gives the exact integer.
 *
 * @param noiseBits log2 of a bound on the noise
 * @param floodBits f: every owner's flood is uniform in [-2^f, 2^f]
 * @param scaleBits totals are multiplied by 2^scaleBits
 */
public record MomentRoom(int noiseBits, int floodBits, int scaleBits) {
  /** What one flood hides of the noise, all scalars of a key set together. */
  public static final int STATISTICAL_BITS = 40;

  /** No sample of the noise distribution is larger. */
  private static final int LARGEST_NOISE = 29;

  /**
   * Every ciphertext's noise is v E + e_0 + e_1 s with ternary v and s = sum s_i, |E| <= owners 29:
   * at most 29 (2 N owners + 1) per coefficient, and there is one per owner.
   */
  public static MomentRoom of(HeParameters parameters, int owners) {
    long each = LARGEST_NOISE * (2L * parameters.ringDegree() * owners + 1);
    int noiseBits = ceilLog2(each * owners);
    int floodBits = noiseBits + STATISTICAL_BITS + ceilLog2(budget(parameters));
    int scaleBits = floodBits + ceilLog2(owners) + 2;
    int totalBits = 2 * LocalTotals.SCALE_BITS + LocalTotals.MOST_ROWS_BITS;
    if (scaleBits + totalBits + 1 >= parameters.modulus().bitLength()) {
      throw new IllegalArgumentException(
          "The totals of " + owners + " owners do not fit into " + parameters.name() + ".");
    }
    return new MomentRoom(noiseBits, floodBits, scaleBits);
  }

  /** Scalars that a key set may ever release: N/8. */
  public static int budget(HeParameters parameters) {
    return parameters.ringDegree() / 8;
  }

  /**
   * The exact totals in decrypted coefficients.
   *
   * @param coefficients 2^scaleBits totals plus noise and floods
   * @param owners whose floods are in them
   * @throws IllegalArgumentException when one is further from a multiple of the scale than noise
   *     and floods can be: somebody's part is not of this ciphertext
   */
  public List<BigInteger> exact(List<BigInteger> coefficients, int owners) {
    BigInteger half = BigInteger.ONE.shiftLeft(scaleBits - 1);
    BigInteger farthest =
        BigInteger.ONE
            .shiftLeft(floodBits)
            .multiply(BigInteger.valueOf(owners))
            .add(BigInteger.ONE.shiftLeft(noiseBits));
    return coefficients.stream()
        .map(
            value -> {
              BigInteger total = value.add(half).shiftRight(scaleBits);
              if (value.subtract(total.shiftLeft(scaleBits)).abs().compareTo(farthest) > 0) {
                throw new IllegalArgumentException(
                    "a decrypted total is no integer at its scale: some owner's part of the"
                        + " decryption is not of this ciphertext");
              }
              return total;
            })
        .toList();
  }

  private static int ceilLog2(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value - 1);
  }
}
