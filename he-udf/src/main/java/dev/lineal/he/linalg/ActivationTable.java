package dev.lineal.he.linalg;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds.Largest;
import dev.lineal.he.linalg.ActivationRounds.Product;
import java.util.Arrays;
import java.util.List;

/**
 * Least-squares fits of sigma(-z) - 0.5 in odd powers of y = z / R, a1 y + a3 y^3 + ..., and how
 * their products are formed. With u = y^2 the polynomial is y (a1 + a3 u + ...); the even part is
 * made of squares completed one after the other, so that a degree costs as few rounds as its powers
 * do: p = u^2 + ... doubles the degree in u, c = u p + ... makes it three. Every addend and every
 * multiple follows from the coefficients by comparing powers of u.
 *
 * <pre>
 *             degree 5            degree 9               degree 13
 * round 2     u = y y             u = y y                u = y y
 * round 3     v = a5 (u u + K u)  p = u u + K u + d      p = u u + K u + d
 *               + a1
 * round 4     r = y v + 0.5       v = a9 (p p + K u) + d c = u p + K p + d
 * round 5                         r = y v + 0.5          v = a13 (c c + K p) + d
 * round 6                                                r = y v + 0.5
 * </pre>
 */
final class ActivationTable {
  private static final int SCALE = HeParameters.REFRESHED_SCALE_BITS;
  private static final long HALF = 1L << (SCALE - 1);
  private static final Product SQUARE =
      new Product("u", 1, 1, 0, 0, FixedPoint.ONE, 0, new Largest(2.9, 16));

  private ActivationTable() {}

  static ActivationRounds degree5() {
    double a1 = -1.77299;
    double a3 = 3.13338;
    double a5 = -1.95974;
    return new ActivationRounds(
        5,
        12,
        List.of(
            SQUARE,
            new Product(
                "v", 2, 2, scaled(a3 / a5), 2, factor(a5, 40), scaled(a1), new Largest(3.8, 231)),
            residual(3, new Largest(15.7, 1814))));
  }

  static ActivationRounds degree9() {
    double a1 = -2.71932;
    double a3 = 13.18222;
    double a5 = -32.97472;
    double a7 = 36.56707;
    double a9 = -14.62036;
    double k = a7 / a9 / 2;
    double d = (a5 / a9 - k * k) / 2;
    double multiple = a3 / a9 - 2 * k * d;
    return new ActivationRounds(
        9,
        16,
        List.of(
            SQUARE,
            new Product("p", 2, 2, scaled(k), 2, FixedPoint.ONE, scaled(d), new Largest(4.8, 237)),
            new Product(
                "v",
                3,
                3,
                scaled(multiple),
                2,
                factor(a9, 36),
                scaled(a1 - a9 * d * d),
                new Largest(25.9, 56_000)),
            residual(4, new Largest(642, 3_300_000))));
  }

  static ActivationRounds degree13() {
    double a13 = -171.75447;
    double[] a = {-3.86674, 37.72492, -201.49925, 555.48801, -809.66687, 593.0139};
    double[] b = Arrays.stream(a).map(coefficient -> coefficient / a13).toArray();
    // c = u^3 + c2 u^2 + c1 u + c0 with c^2 + multiple p = b, p = u^2 + k u + d
    double c2 = b[5] / 2;
    double c1 = (b[4] - c2 * c2) / 2;
    double c0 = (b[3] - 2 * c1 * c2) / 2;
    double multiple = b[2] - c1 * c1 - 2 * c0 * c2;
    double k = (b[1] - 2 * c0 * c1) / multiple;
    double d = c1 - (c2 - k) * k;
    return new ActivationRounds(
        13,
        24,
        List.of(
            SQUARE,
            new Product("p", 2, 2, scaled(k), 2, FixedPoint.ONE, scaled(d), new Largest(2.9, 226)),
            new Product(
                "c",
                2,
                3,
                scaled(c2 - k),
                3,
                FixedPoint.ONE,
                scaled(c0 - (c2 - k) * d),
                new Largest(12.5, 3_700)),
            new Product(
                "v",
                4,
                4,
                scaled(multiple),
                3,
                factor(a13, 34),
                scaled(a13 * (b[0] - c0 * c0 - multiple * d)),
                new Largest(147, 14_000_000)),
            residual(5, new Largest(42_900, 9.3e9))));
  }

  /** r = y v + 0.5. */
  private static Product residual(int last, Largest largest) {
    return new Product("r", 1, last, 0, 0, FixedPoint.ONE, HALF, largest);
  }

  private static long scaled(double value) {
    return FixedPoint.nearest(value, SCALE).numerator();
  }

  /** As many bits as a kernel's factor of 42 bits has room for. */
  private static FixedPoint factor(double value, int shift) {
    return FixedPoint.nearest(value, shift);
  }
}
