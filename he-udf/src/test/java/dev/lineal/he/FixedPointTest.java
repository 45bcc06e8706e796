package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
  @ParameterizedTest
  @CsvSource({
    // x, numerator, shift, floor(x numerator / 2^shift + 1/2)
    "0, 1, 1, 0", "1, 1, 1, 1", "-1, 1, 1, 0", "3, 1, 1, 2", "-3, 1, 1, -1", "5, 1, 2, 1",
    "6, 1, 2, 2", "-6, 1, 2, -1", "-5, 1, 2, -1", "-7, 1, 2, -2", "1, -1, 1, 0", "-1, -1, 1, 1",
    "7, 3, 0, 21", "-7, 3, 0, -21", "7, 0, 40, 0", "1, 1, 127, 0"
  })
  void applyTo_roundsTiesUp(long x, long numerator, int shift, long want) {
    assertEquals(
        BigInteger.valueOf(want), new FixedPoint(numerator, shift).applyTo(BigInteger.valueOf(x)));
  }

  @Test
  void applyTo_isTheFloorOfTheExactValuePlusOneHalf() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      BigInteger x = new BigInteger(167, random).subtract(BigInteger.ONE.shiftLeft(166));
      FixedPoint factor =
          new FixedPoint(random.nextLong() >> (22 + random.nextInt(40)), random.nextInt(128));
      BigDecimal exact =
          new BigDecimal(x.multiply(BigInteger.valueOf(factor.numerator())))
              .divide(new BigDecimal(BigInteger.ONE.shiftLeft(factor.shift())));
      BigInteger want =
          exact.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
      assertEquals(want, factor.applyTo(x), () -> x + " " + factor);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 1",
    "-0.5, 0, 0",
    "1.5, 0, 2",
    "-1.5, 0, -1",
    "0.75, 1, 2",
    "-0.75, 1, -1",
    "-1.95974, 40, -2154756917418",
    "0.1, 4, 2"
  })
  void nearest_roundsTiesUp(double value, int shift, long want) {
    assertEquals(new FixedPoint(want, shift), FixedPoint.nearest(value, shift));
  }

  @Test
  void nearest_isWithinHalfAUnit() {
    Random random = new Random(12);
    for (int i = 0; i < 1000; i++) {
      double value = random.nextGaussian();
      double error = FixedPoint.nearest(value, 40).toDouble() - value;
      assertEquals(0, error, Math.scalb(0.5, -40));
    }
  }

  @Test
  void powerOfTwo_dividesExactly() {
    assertEquals(0.25, FixedPoint.powerOfTwo(2).toDouble());
    assertEquals(
        BigInteger.valueOf(-3), FixedPoint.powerOfTwo(20).applyTo(BigInteger.valueOf(-3L << 20)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 128, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void construct_shiftOutOfRange(int shift) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new FixedPoint(1, shift));
    assertEquals("A fixed-point shift lies in 0 .. 127, not " + shift + ".", e.getMessage());
  }
}
