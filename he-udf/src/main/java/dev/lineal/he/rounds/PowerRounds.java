package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Sha256;
import dev.lineal.he.linalg.NesterovFactors;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.rounds.RoundTerms.Span;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Power iteration u' = s (X'X / n) u from u with |u_j| = 1 / 4d: rounds y = X u per block, w = u'
 * per feature, and the sum of y^2 released in the last two iterations, whose quotient tends to (s
 * lambda_max)^2 from below.
 *
 * @param size of the run; two iterations or more
 * @param rate s
 */
public record PowerRounds(RunSize size, FixedPoint rate) implements TaskRounds {
  /** The release of the last two sums of y^2. */
  public static final String CURVATURE = "lambda-max";

  /** Number of the round that makes it. */
  public static final int RELEASE_ROUND = 3;

  /** Scalars of it. */
  public static final int SCALARS = 2;

  /** Small, since an iteration may shrink u. */
  static final int FLOOD = 44;

  /** A released sum below 2^this at the product's scale is flood, not value. */
  private static final int LEAST_BITS = FLOOD + 10;

  public PowerRounds {
    if (size.iterations() < SCALARS) {
      throw new IllegalArgumentException("Power iteration takes two iterations or more.");
    }
  }

  /**
   * u_j = +-floor(2^40 / 4d) at scale 2^40; the sign is the last bit of SHA-256(run, j), j being
   * the shortest two's-complement number, big-endian.
   *
   * @param run id, 32 bytes
   */
  public static List<BigInteger> start(int features, byte[] run) {
    long size = (1L << (HeParameters.REFRESHED_SCALE_BITS - 2)) / features;
    List<BigInteger> start = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      MessageDigest digest = Sha256.digest();
      digest.update(run);
      byte[] hash = digest.digest(BigInteger.valueOf(j).toByteArray());
      start.add(BigInteger.valueOf((hash[hash.length - 1] & 1) == 0 ? size : -size));
    }
    return List.copyOf(start);
  }

  /** |y| is at most (s d)^t, since lambda_max of standardised columns is at most d. */
  private double largestSlot() {
    double growth = Math.max(1, rate.toDouble() * size.features());
    return Math.pow(growth, size.iterations() - 1.0);
  }

  @Override
  public List<RoundTerms> rounds() {
    int last = size.iterations() - 1;
    Span all = new Span(0, last);
    double slot = largestSlot();
    return List.of(
        Terms.forward("y", all, slot),
        Terms.step(
            all,
            Terms.PRODUCT,
            size.traceBits(Terms.PRODUCT, 4 * slot),
            factors().gamma(size.parameters())),
        Terms.released(
            CURVATURE,
            new Items.Scalars(1, FLOOD),
            new Span(last + 1 - SCALARS, last),
            size.traceBits(Terms.SQUARE, slot * slot)));
  }

  @Override
  public int stepRound() {
    return 2;
  }

  /** Nothing of the old vector stays. */
  @Override
  public NesterovStep step(int iteration, int first) {
    return new NesterovStep(
        factors().gamma(size.parameters()),
        FixedPoint.ZERO,
        FixedPoint.ZERO,
        size.features() - first);
  }

  @Override
  public int interval() {
    return 1;
  }

  /** A released sum that stands out from all owners' floods. */
  public static boolean standsOut(BigInteger sum) {
    return sum.signum() > 0 && sum.bitLength() > LEAST_BITS;
  }

  private NesterovFactors factors() {
    return new NesterovFactors(rate, FixedPoint.ZERO, size.rows(), interval());
  }
}
