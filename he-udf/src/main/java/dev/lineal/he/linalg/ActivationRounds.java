package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;

/**
 * The rounds that turn margins into residuals r = sigma(-z) by a polynomial in y = z / interval:
 * which product the cluster (and every owner) forms in each, by which exact factor gamma it is
 * refreshed, and which constant is added behind.
 *
 * <p>Degree 5: sigma(-z) = 0.5 + a1 y + a3 y^3 + a5 y^5, the least-squares fit on [-12, 12].
 * Degrees 1 modulo 4 push a margin beyond the interval back, others push it further out.
 *
 * <pre>
 * round 1  sum x_j (x) w_j (scale 2^82)  gamma 2^-42      y = margin / interval
 * round 2  y (x) y         (2^80)        gamma 2^-40      u = y^2
 * round 3  u (x) u + K u   (2^80)        gamma a5 2^-40   v = a1 + a3 u + a5 u^2, K = a3 / a5
 * round 4  y (x) v         (2^80)        gamma 2^-40      r = 0.5 + y v
 * </pre>
 *
 * @param interval R: the weights are held as w / R, so that round 1 gives margin / R
 * @param a1 at scale 2^40
 * @param k a3 / a5 at scale 2^40
 * @param a5 at scale 2^40
 */
public record ActivationRounds(int interval, long a1, long k, long a5) {
  /** Slot refreshes per iteration. */
  public static final int ROUNDS = 4;

  private static final int SCALE = HeParameters.REFRESHED_SCALE_BITS;
  private static final FixedPoint TO_REFRESHED = FixedPoint.powerOfTwo(SCALE);

  /** Degree 5 on [-12, 12]. */
  public static final ActivationRounds DEGREE_5 = degree5(12, -1.77299, 3.13338, -1.95974);

  private static ActivationRounds degree5(int interval, double a1, double a3, double a5) {
    return new ActivationRounds(
        interval,
        FixedPoint.nearest(a1, SCALE).numerator(),
        FixedPoint.nearest(a3 / a5, SCALE).numerator(),
        FixedPoint.nearest(a5, SCALE).numerator());
  }

  /** The exact factor of a round's refresh, 1 .. 4. */
  public FixedPoint gamma(int round) {
    return switch (round) {
      case 1 -> FixedPoint.powerOfTwo(HeParameters.COLUMN_SCALE_BITS);
      case 2, 4 -> TO_REFRESHED;
      case 3 -> new FixedPoint(a5, 2 * SCALE);
      default -> throw noRound(round);
    };
  }

  /**
   * The product of a round 2 .. 4, degree 2 at scale 2^80.
   *
   * @param y round 1's value
   * @param last the value of the round before
   */
  public Ciphertext product(int round, Ciphertext y, Ciphertext last) {
    return switch (round) {
      case 2 -> y.multiply(y);
      case 3 -> squarePlusMultiple(last);
      case 4 -> y.multiply(last);
      default -> throw noRound(round);
    };
  }

  private Ciphertext squarePlusMultiple(Ciphertext u) {
    long[] residues = u.parameters().residues(BigInteger.valueOf(k));
    try (Ciphertext square = u.multiply(u);
        Ciphertext multiple = u.multiplyConstant(residues, SCALE)) {
      return square.addLowerDegree(multiple);
    }
  }

  /** Adds the constant that a round's refreshed value lacks: a1 in round 3, 0.5 in round 4. */
  public Ciphertext complete(int round, Ciphertext refreshed) {
    return refreshed.addConstant(refreshed.parameters().residues(constant(round)));
  }

  /** The constant of {@link #complete} at scale 2^40. */
  public BigInteger constant(int round) {
    return switch (round) {
      case 1, 2 -> BigInteger.ZERO;
      case 3 -> BigInteger.valueOf(a1);
      case 4 -> BigInteger.ONE.shiftLeft(SCALE - 1);
      default -> throw noRound(round);
    };
  }

  /** The polynomial's value at a margin, for plaintext twins and bounds. */
  public double at(double margin) {
    double y = margin / interval;
    double u = y * y;
    double scale = Math.scalb(1.0, SCALE);
    return 0.5 + y * (a1 / scale + a5 / scale * (k / scale * u + u * u));
  }

  private static IllegalArgumentException noRound(int round) {
    return new IllegalArgumentException("There is no slot refresh in round " + round + ".");
  }
}
