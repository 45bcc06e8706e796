package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The rounds that turn margins into residuals r = sigma(-z) by an odd polynomial in y = z /
 * interval: which product the cluster (and every owner) forms in each, by which exact factor gamma
 * it is refreshed, and which constant is added behind. Round 1 is the forward product {@code sum
 * x_j (x) w_j} at scale 2^82, refreshed by 2^-42 to y; each later one is a {@link Product}.
 *
 * @param degree of the polynomial, 1 modulo 4: others push a margin beyond the interval further out
 * @param interval R: the weights are held as w / R, so that round 1 gives margin / R
 * @param products of rounds 2, 3, ...
 */
public record ActivationRounds(int degree, int interval, List<Product> products) {
  private static final int SCALE = HeParameters.REFRESHED_SCALE_BITS;

  /** The margins alone. */
  public static final ActivationRounds MARGINS = new ActivationRounds(1, 1, List.of());

  /** Degree 5 on [-12, 12]. */
  public static final ActivationRounds DEGREE_5 = ActivationTable.degree5();

  /** Degree 9 on [-16, 16]. */
  public static final ActivationRounds DEGREE_9 = ActivationTable.degree9();

  /** Degree 13 on [-24, 24]. */
  public static final ActivationRounds DEGREE_13 = ActivationTable.degree13();

  /** What a training may use. */
  public static final List<ActivationRounds> ALL = List.of(DEGREE_5, DEGREE_9, DEGREE_13);

  public ActivationRounds {
    products = List.copyOf(products);
  }

  /**
   * A round's product, {@code left (x) right + linear multiplied}, degree 2 at scale 2^80; its
   * refresh gives {@code factor} times that, and {@code addend} is added. Values are named by the
   * rounds that make them.
   *
   * @param name of the value
   * @param left round of a factor
   * @param right round of the other, or the same
   * @param linear constant at scale 2^40, 0 for none
   * @param multiplied round of the value that it stands in front of
   * @param factor in front of all, at the scale that fits a kernel
   * @param addend at scale 2^40
   * @param largest of the product's slots
   */
  public record Product(
      String name,
      int left,
      int right,
      long linear,
      int multiplied,
      FixedPoint factor,
      long addend,
      Largest largest) {
    private boolean uses(int round) {
      return left == round || right == round || linear != 0 && multiplied == round;
    }
  }

  /**
   * Bounds of a product's slots, which its masks stand on.
   *
   * @param training while margins stay within 1.7 R, which the step bound sees to
   * @param heldOut for margins within 4 R
   */
  public record Largest(double training, double heldOut) {}

  /** The activation of a degree and interval, where there is such a one. */
  public static Optional<ActivationRounds> find(int degree, int interval) {
    return ALL.stream()
        .filter(known -> known.degree == degree && known.interval == interval)
        .findFirst();
  }

  /** The activation of a degree; {@link #MARGINS} for 1. */
  public static ActivationRounds ofDegree(int degree) {
    return Stream.concat(Stream.of(MARGINS), ALL.stream())
        .filter(known -> known.degree == degree)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no sigmoid of degree " + degree + "; choose 5, 9 or 13."));
  }

  /** Slot refreshes per iteration. */
  public int rounds() {
    return products.size() + 1;
  }

  /** What a round's product is made of, from 2. */
  public Product of(int round) {
    if (round < 2 || round > rounds()) {
      throw noRound(round);
    }
    return products.get(round - 2);
  }

  /** The last round whose product needs a round's value; 0 for none. */
  public int lastUse(int round) {
    for (int later = rounds(); later > round; later--) {
      if (of(later).uses(round)) {
        return later;
      }
    }
    return 0;
  }

  /** Whether a round's product needs the value of another. */
  public boolean uses(int round, int value) {
    return of(round).uses(value);
  }

  /** The exact factor of a round's refresh. */
  public FixedPoint gamma(int round) {
    if (round == 1) {
      return FixedPoint.powerOfTwo(HeParameters.COLUMN_SCALE_BITS);
    }
    FixedPoint factor = of(round).factor();
    return new FixedPoint(factor.numerator(), factor.shift() + SCALE);
  }

  /**
   * The product of a round from 2, degree 2 at scale 2^80.
   *
   * @param refreshed the values of the rounds before, without their constants; stay the caller's
   */
  public Ciphertext product(int round, IntFunction<Ciphertext> refreshed) {
    Product product = of(round);
    Map<Integer, Ciphertext> completed = new HashMap<>();
    IntFunction<Ciphertext> value = number -> value(number, refreshed, completed);
    try {
      Ciphertext pair = value.apply(product.left()).multiply(value.apply(product.right()));
      return product.linear() == 0
          ? pair
          : plus(pair, product.linear(), value.apply(product.multiplied()));
    } finally {
      completed.values().forEach(Ciphertext::close);
    }
  }

  private Ciphertext value(
      int round, IntFunction<Ciphertext> refreshed, Map<Integer, Ciphertext> completed) {
    Ciphertext raw = refreshed.apply(round);
    return constant(round).signum() == 0
        ? raw
        : completed.computeIfAbsent(round, number -> complete(number, raw));
  }

  private static Ciphertext plus(Ciphertext pair, long linear, Ciphertext value) {
    long[] residues = value.parameters().residues(BigInteger.valueOf(linear));
    try (pair;
        Ciphertext multiple = value.multiplyConstant(residues, SCALE)) {
      return pair.addLowerDegree(multiple);
    }
  }

  /** Adds the constant that a round's refreshed value lacks. */
  public Ciphertext complete(int round, Ciphertext refreshed) {
    return refreshed.addConstant(refreshed.parameters().residues(constant(round)));
  }

  /** The constant of {@link #complete} at scale 2^40. */
  public BigInteger constant(int round) {
    return round == 1 ? BigInteger.ZERO : BigInteger.valueOf(of(round).addend());
  }

  /** The polynomial's value at a margin, for plaintext twins and bounds. */
  public double at(double margin) {
    double[] values = new double[rounds() + 1];
    values[1] = margin / interval;
    double scale = Math.scalb(1.0, SCALE);
    for (int round = 2; round <= rounds(); round++) {
      Product product = of(round);
      double pair = values[product.left()] * values[product.right()];
      double linear = product.linear() / scale * values[Math.max(1, product.multiplied())];
      values[round] = product.factor().toDouble() * (pair + linear) + product.addend() / scale;
    }
    return values[rounds()];
  }

  private static IllegalArgumentException noRound(int round) {
    return new IllegalArgumentException("There is no slot refresh in round " + round + ".");
  }
}
