package dev.lineal.he.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.TestStudy;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLiveHandles.class)
class ActivationRoundsTest {
  private static final ActivationRounds ROUNDS = ActivationRounds.DEGREE_5;
  private static final int SCALE = HeParameters.REFRESHED_SCALE_BITS;

  private TestStudy study;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 71);
  }

  @AfterEach
  void close() {
    study.close();
  }

  @Test
  void product_isWhatPrimitiveOperationsGive() {
    Ciphertext y = study.random(1, SCALE);
    Ciphertext last = study.random(1, SCALE);
    long[] k = study.parameters.residues(BigInteger.valueOf(ROUNDS.of(3).linear()));
    Ciphertext v = study.keep(ROUNDS.complete(3, last));
    Ciphertext third =
        study.keep(
            study
                .keep(last.multiply(last))
                .addLowerDegree(study.keep(last.multiplyConstant(k, SCALE))));
    assertSame(study.keep(y.multiply(y)), product(2, y, last));
    assertSame(third, product(3, y, last));
    assertSame(study.keep(y.multiply(v)), product(4, y, last));
  }

  private Ciphertext product(int round, Ciphertext y, Ciphertext last) {
    return study.keep(ROUNDS.product(round, value -> value == 1 ? y : last));
  }

  private static void assertSame(Ciphertext want, Ciphertext got) {
    assertArrayEquals(want.toBytes(), got.toBytes());
    assertEquals(2 * SCALE, got.scaleBits());
    assertEquals(2, got.degree());
  }

  @Test
  void complete_addsTheRoundsConstant() {
    Ciphertext fresh = study.random(1, SCALE);
    assertArrayEquals(fresh.toBytes(), study.keep(ROUNDS.complete(1, fresh)).toBytes());
    assertArrayEquals(fresh.toBytes(), study.keep(ROUNDS.complete(2, fresh)).toBytes());
    for (int round = 3; round <= 4; round++) {
      long[] constant = study.parameters.residues(ROUNDS.constant(round));
      assertArrayEquals(
          study.keep(fresh.addConstant(constant)).toBytes(),
          study.keep(ROUNDS.complete(round, fresh)).toBytes());
    }
    assertEquals(BigInteger.ONE.shiftLeft(39), ROUNDS.constant(4));
  }

  /** The rounds in integers, as owners and cluster do them, against the polynomial in doubles. */
  @ParameterizedTest
  @CsvSource({"5, 20, 34", "9, 16, 31", "13, 24, 27"})
  void rounds_computeThePolynomialToManyBits(int degree, double largest, int least) {
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    double worst = 0;
    for (double margin = -largest; margin <= largest; margin += 0.01) {
      BigInteger[] values = new BigInteger[activation.rounds() + 1];
      BigInteger first = BigDecimals.scaled(margin / activation.interval(), 82);
      values[1] = activation.gamma(1).applyTo(first);
      for (int round = 2; round <= activation.rounds(); round++) {
        values[round] = next(activation, round, values);
      }
      double got = Math.scalb(values[activation.rounds()].doubleValue(), -SCALE);
      worst = Math.max(worst, Math.abs(got - activation.at(margin)));
    }
    double bits = -Math.log(worst) / Math.log(2);
    assertTrue(bits > least, () -> "precision of the rounds: " + bits + " bits");
  }

  private static BigInteger next(ActivationRounds activation, int round, BigInteger[] values) {
    ActivationRounds.Product product = activation.of(round);
    BigInteger pair = values[product.left()].multiply(values[product.right()]);
    BigInteger linear =
        product.linear() == 0
            ? BigInteger.ZERO
            : values[product.multiplied()].multiply(BigInteger.valueOf(product.linear()));
    return activation.gamma(round).applyTo(pair.add(linear)).add(activation.constant(round));
  }

  private static final class BigDecimals {
    static BigInteger scaled(double value, int bits) {
      return new java.math.BigDecimal(value)
          .multiply(new java.math.BigDecimal(BigInteger.ONE.shiftLeft(bits)))
          .toBigInteger();
    }
  }

  /** Least squares over 20001 equally spaced margins in the interval, odd powers. */
  @ParameterizedTest
  @ValueSource(ints = {5, 9, 13})
  void at_isTheLeastSquaresFitOnTheInterval(int degree) {
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    int terms = (degree + 1) / 2;
    double[][] system = new double[terms][terms + 1];
    int points = 20001;
    for (int i = 0; i < points; i++) {
      double y = -1 + 2.0 * i / (points - 1);
      double missing =
          1 / (1 + Math.exp(activation.interval() * y)) - activation.at(activation.interval() * y);
      for (int row = 0; row < terms; row++) {
        for (int column = 0; column < terms; column++) {
          system[row][column] += Math.pow(y, 2 * row + 1) * Math.pow(y, 2 * column + 1);
        }
        system[row][terms] += Math.pow(y, 2 * row + 1) * missing;
      }
    }
    for (double correction : solve(system)) {
      assertEquals(0, correction, 1e-4);
    }
  }

  /** Gauss-Jordan on [A | b]. */
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int i = 0; i < size; i++) {
      for (int row = 0; row < size; row++) {
        double factor = row == i ? 0 : system[row][i] / system[i][i];
        for (int column = i; column <= size; column++) {
          system[row][column] -= factor * system[i][column];
        }
      }
    }
    return IntStream.range(0, size).mapToDouble(i -> system[i][size] / system[i][i]).toArray();
  }

  @ParameterizedTest
  @CsvSource({"5, 0.104", "9, 0.074", "13, 0.086"})
  void at_staysNearTheSigmoidAndPushesBackBeyondTheInterval(int degree, double error) {
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    double interval = activation.interval();
    double worst = 0;
    for (double z = -interval; z <= interval; z += 0.001) {
      worst = Math.max(worst, Math.abs(activation.at(z) - 1 / (1 + Math.exp(z))));
    }
    assertTrue(worst < error, "largest error of the fit " + worst);
    assertEquals(0.5, activation.at(0));
    Random random = new Random(72);
    for (int i = 0; i < 1000; i++) {
      double z = interval * (1.01 + random.nextDouble());
      assertTrue(activation.at(z) < 0.5 && activation.at(-z) > 0.5, "the residual's sign at " + z);
      assertEquals(1, activation.at(z) + activation.at(-z), 1e-9);
    }
  }

  /** The bounds that masks stand on: margins of 1.7 R in a training, of 4 R held out. */
  @ParameterizedTest
  @ValueSource(ints = {5, 9, 13})
  void largest_boundsEverySlotAndNotByMuch(int degree) {
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    double[] training = largest(activation, 1.7);
    double[] heldOut = largest(activation, 4);
    for (int round = 2; round <= activation.rounds(); round++) {
      ActivationRounds.Largest bound = activation.of(round).largest();
      String where = "degree " + degree + ", round " + round;
      assertTrue(training[round] <= bound.training(), where + ": " + training[round]);
      assertTrue(heldOut[round] <= bound.heldOut(), where + ": " + heldOut[round]);
      assertTrue(bound.training() < 1.06 * training[round], where + ": " + training[round]);
      assertTrue(bound.heldOut() < 1.06 * heldOut[round], where + ": " + heldOut[round]);
    }
  }

  private static double[] largest(ActivationRounds activation, double margin) {
    double[] largest = new double[activation.rounds() + 1];
    double[] values = new double[activation.rounds() + 1];
    for (values[1] = 0; values[1] <= margin; values[1] += 0.0005) {
      for (int round = 2; round <= activation.rounds(); round++) {
        ActivationRounds.Product product = activation.of(round);
        double scale = Math.scalb(1.0, -SCALE);
        double pair = values[product.left()] * values[product.right()];
        double linear = product.linear() * scale * values[Math.max(1, product.multiplied())];
        largest[round] = Math.max(largest[round], Math.abs(pair + linear));
        values[round] = product.factor().toDouble() * (pair + linear) + product.addend() * scale;
      }
    }
    return largest;
  }

  /** The bits of a run of degree 5 rest on these. */
  @Test
  void degree5_hasTheseNumbers() {
    assertEquals(new FixedPoint(1, 42), ROUNDS.gamma(1));
    assertEquals(new FixedPoint(1, 40), ROUNDS.gamma(2));
    assertEquals(FixedPoint.nearest(3.13338 / -1.95974, SCALE).numerator(), ROUNDS.of(3).linear());
    assertEquals(
        new FixedPoint(FixedPoint.nearest(-1.95974, SCALE).numerator(), 80), ROUNDS.gamma(3));
    assertEquals(FixedPoint.nearest(-1.77299, SCALE).numerator(), ROUNDS.of(3).addend());
    assertEquals(new FixedPoint(1, 40), ROUNDS.gamma(4));
    assertEquals(4, ROUNDS.rounds());
  }

  @Test
  void degrees_costARoundEach() {
    assertEquals(1, ActivationRounds.MARGINS.rounds());
    assertEquals(5, ActivationRounds.DEGREE_9.rounds());
    assertEquals(6, ActivationRounds.DEGREE_13.rounds());
    assertEquals(Optional.of(ActivationRounds.DEGREE_9), ActivationRounds.find(9, 16));
    assertEquals(Optional.empty(), ActivationRounds.find(9, 12));
    String message = refused(() -> ActivationRounds.ofDegree(7));
    assertEquals("There is no sigmoid of degree 7; choose 5, 9 or 13.", message);
  }

  /** Kernels take factors below 2^42 in absolute value. */
  @ParameterizedTest
  @ValueSource(ints = {5, 9, 13})
  void gamma_fitsAKernel(int degree) {
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    for (int round = 1; round <= activation.rounds(); round++) {
      assertTrue(Math.abs(activation.gamma(round).numerator()) < 1L << 42, "round " + round);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, -1})
  void rounds_thatAreNone(int round) {
    String message = "There is no slot refresh in round " + round + ".";
    Ciphertext y = study.random(1, SCALE);
    assertEquals(message, refused(() -> ROUNDS.gamma(round)));
    assertEquals(message, refused(() -> ROUNDS.constant(round)));
    assertEquals(message, refused(() -> ROUNDS.product(round, value -> y)));
    assertEquals(message, refused(() -> ROUNDS.complete(round, y)));
  }

  private static String refused(Runnable operation) {
    return assertThrows(IllegalArgumentException.class, operation::run).getMessage();
  }
}
