package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.Locale;

/**
 * How large masks are: uniform in [-M, M] with M = floor((Q/2 - messageBound) / owners), the
 * largest that cannot wrap around. One answer is then statistically close to independent of its
 * message: within 2^-sigma, sigma = log2(M / messageBound). Source: docs/protocol.md, masks.
 *
 * @param parameters of the study
 * @param bound M
 * @param messageBound no coefficient (slot refresh) or constant coefficient (trace refresh) of the
 *     message, at its scale, is larger in absolute value
 */
public record MaskBound(HeParameters parameters, BigInteger bound, BigInteger messageBound) {
  /** Security bits that must be left after all answers of a key set. */
  public static final int STATISTICAL_BITS = 40;

  public MaskBound {
    if (bound.signum() <= 0 || bound.shiftLeft(1).compareTo(parameters.modulus()) >= 0) {
      throw new IllegalArgumentException("A mask bound lies in 1 .. Q/2, not " + bound + ".");
    }
  }

  /**
   * @param owners all owners of the study
   * @param answers every coefficient and trace that the key set may ever answer
   * @throws IllegalArgumentException with the numbers, when sigma < 40 + log2(answers)
   */
  public static MaskBound forStudy(
      HeParameters parameters, int owners, BigInteger messageBound, long answers) {
    if (owners < 2 || messageBound.signum() <= 0 || answers < 1) {
      throw new IllegalArgumentException(
          "A mask needs two owners, a positive message bound and at least one answer.");
    }
    BigInteger half = parameters.modulus().shiftRight(1);
    BigInteger bound = half.subtract(messageBound).divide(BigInteger.valueOf(owners));
    BigInteger needed =
        messageBound.multiply(BigInteger.valueOf(answers)).shiftLeft(STATISTICAL_BITS);
    if (bound.compareTo(needed) < 0) {
      throw new IllegalArgumentException(refusal(parameters, owners, messageBound, answers, bound));
    }
    return new MaskBound(parameters, bound, messageBound);
  }

  /** log2(M / messageBound): what one answer hides, in bits. */
  public double sigmaBits() {
    return log2(bound) - log2(messageBound);
  }

  private static String refusal(
      HeParameters parameters, int owners, BigInteger message, long answers, BigInteger bound) {
    double wanted = STATISTICAL_BITS + Math.log(answers) / Math.log(2);
    double sigma = bound.signum() > 0 ? log2(bound) - log2(message) : Double.NEGATIVE_INFINITY;
    return String.format(
        Locale.ROOT,
        "Masks have too little room: messages up to 2^%.1f and %d owners leave sigma = %.1f bits"
            + " at %s (log2 Q = %.1f), but %d answers need %d + %.1f = %.1f bits. Lower the bound"
            + " of the message (fewer rows per run, smaller values) or the number of answers.",
        log2(message),
        owners,
        sigma,
        parameters.name(),
        log2(parameters.modulus()),
        answers,
        STATISTICAL_BITS,
        wanted - STATISTICAL_BITS,
        wanted);
  }

  long[] words() {
    return Bytes.words(bound);
  }

  private static double log2(BigInteger value) {
    int excess = Math.max(0, value.bitLength() - 60);
    return excess + Math.log(value.shiftRight(excess).longValue()) / Math.log(2);
  }
}
