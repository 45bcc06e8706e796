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
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
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
    long[] k = study.parameters.residues(BigInteger.valueOf(ROUNDS.k()));
    Ciphertext third =
        study.keep(
            study
                .keep(last.multiply(last))
                .addLowerDegree(study.keep(last.multiplyConstant(k, SCALE))));
    assertSame(study.keep(y.multiply(y)), study.keep(ROUNDS.product(2, y, last)));
    assertSame(third, study.keep(ROUNDS.product(3, y, last)));
    assertSame(study.keep(y.multiply(last)), study.keep(ROUNDS.product(4, y, last)));
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
  @Test
  void rounds_computeThePolynomialToManyBits() {
    double worst = 0;
    for (double margin = -20; margin <= 20; margin += 0.01) {
      BigInteger first = BigDecimals.scaled(margin / ROUNDS.interval(), 82);
      BigInteger y = ROUNDS.gamma(1).applyTo(first);
      BigInteger u = ROUNDS.gamma(2).applyTo(y.multiply(y));
      BigInteger third = u.multiply(u).add(u.multiply(BigInteger.valueOf(ROUNDS.k())));
      BigInteger v = ROUNDS.gamma(3).applyTo(third).add(ROUNDS.constant(3));
      BigInteger r = ROUNDS.gamma(4).applyTo(y.multiply(v)).add(ROUNDS.constant(4));
      double got = Math.scalb(r.doubleValue(), -SCALE);
      worst = Math.max(worst, Math.abs(got - ROUNDS.at(margin)));
    }
    double bits = -Math.log(worst) / Math.log(2);
    assertTrue(bits > 34, () -> "precision of the rounds: " + bits + " bits");
  }

  private static final class BigDecimals {
    static BigInteger scaled(double value, int bits) {
      return new java.math.BigDecimal(value)
          .multiply(new java.math.BigDecimal(BigInteger.ONE.shiftLeft(bits)))
          .toBigInteger();
    }
  }

  /** Least squares over 20001 equally spaced margins in [-12, 12], odd powers, normal equations. */
  @Test
  void coefficients_areTheLeastSquaresFitOnTheInterval() {
    double[][] system = new double[3][4];
    int points = 20001;
    for (int i = 0; i < points; i++) {
      double y = -1 + 2.0 * i / (points - 1);
      double target = 1 / (1 + Math.exp(12 * y)) - 0.5;
      double[] powers = {y, Math.pow(y, 3), Math.pow(y, 5)};
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          system[row][column] += powers[row] * powers[column];
        }
        system[row][3] += powers[row] * target;
      }
    }
    double[] fit = solve(system);
    double a5 = new FixedPoint(ROUNDS.a5(), SCALE).toDouble();
    assertEquals(12, ROUNDS.interval());
    assertEquals(fit[0], new FixedPoint(ROUNDS.a1(), SCALE).toDouble(), 1e-5);
    assertEquals(fit[1], new FixedPoint(ROUNDS.k(), SCALE).toDouble() * a5, 1e-5);
    assertEquals(fit[2], a5, 1e-5);
  }

  /** Gauss-Jordan on [A | b]. */
  private static double[] solve(double[][] system) {
    for (int i = 0; i < 3; i++) {
      for (int row = 0; row < 3; row++) {
        double factor = row == i ? 0 : system[row][i] / system[i][i];
        for (int column = i; column < 4; column++) {
          system[row][column] -= factor * system[i][column];
        }
      }
    }
    return new double[] {
      system[0][3] / system[0][0], system[1][3] / system[1][1], system[2][3] / system[2][2]
    };
  }

  @Test
  void at_staysNearTheSigmoidAndPushesBackBeyondTheInterval() {
    double worst = 0;
    for (double z = -12; z <= 12; z += 0.001) {
      worst = Math.max(worst, Math.abs(ROUNDS.at(z) - 1 / (1 + Math.exp(z))));
    }
    assertTrue(worst < 0.104, "largest error of the fit " + worst);
    assertEquals(0.5, ROUNDS.at(0));
    Random random = new Random(72);
    for (int i = 0; i < 1000; i++) {
      double z = 12 * (1 + random.nextDouble());
      assertTrue(ROUNDS.at(z) < 0.5 && ROUNDS.at(-z) > 0.5, "the residual's sign at " + z);
      assertEquals(1, ROUNDS.at(z) + ROUNDS.at(-z), 1e-9);
    }
  }

  @Test
  void gamma_isExact() {
    assertEquals(new FixedPoint(1, 42), ROUNDS.gamma(1));
    assertEquals(new FixedPoint(1, 40), ROUNDS.gamma(2));
    assertEquals(new FixedPoint(ROUNDS.a5(), 80), ROUNDS.gamma(3));
    assertEquals(new FixedPoint(1, 40), ROUNDS.gamma(4));
    assertEquals(4, ActivationRounds.ROUNDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, -1})
  void rounds_thatAreNone(int round) {
    String message = "There is no slot refresh in round " + round + ".";
    Ciphertext y = study.random(1, SCALE);
    assertEquals(message, refused(() -> ROUNDS.gamma(round)));
    assertEquals(message, refused(() -> ROUNDS.constant(round)));
    assertEquals(message, refused(() -> ROUNDS.product(round, y, y)));
    assertEquals(message, refused(() -> ROUNDS.complete(round, y)));
  }

  private static String refused(Runnable operation) {
    return assertThrows(IllegalArgumentException.class, operation::run).getMessage();
  }
}
