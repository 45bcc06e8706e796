package dev.lineal.he.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.FixedPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NesterovStepTest {
  private static final int FEATURES = 6;
  private static final int REGULARISED = 5;
  private static final NesterovStep STEP =
      new NesterovStep(
          FixedPoint.nearest(0.013, 59),
          FixedPoint.nearest(0.9996, 40),
          FixedPoint.nearest(-0.281, 40),
          REGULARISED);

  private static BigInteger sum(List<WeightShares> parties, boolean momentum, int feature) {
    return parties.stream()
        .map(party -> (momentum ? party.v() : party.w()).get(feature))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigDecimal exact(FixedPoint factor, BigDecimal x) {
    return x.multiply(BigDecimal.valueOf(factor.numerator()))
        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(factor.shift())));
  }

  private static void assertWithin(BigDecimal want, BigInteger got, double bound) {
    BigDecimal gap = want.subtract(new BigDecimal(got)).abs();
    assertTrue(gap.doubleValue() <= bound, () -> "off by " + gap + " units, more than " + bound);
  }

  /** Parties' shares add up to the plain step: each rounding costs a party half a unit at most. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 17})
  void next_isLinearInTheShares(int parties) {
    Random random = new Random(81);
    List<WeightShares> before = new ArrayList<>();
    List<WeightShares> after = new ArrayList<>();
    List<List<BigInteger>> traces = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      before.add(new WeightShares(draws(random, 166), draws(random, 166)));
      traces.add(draws(random, 160));
      after.add(STEP.next(before.get(i), traces.get(i)));
    }
    for (int j = 0; j < FEATURES; j++) {
      int feature = j;
      BigInteger trace =
          traces.stream().map(t -> t.get(feature)).reduce(BigInteger.ZERO, BigInteger::add);
      BigDecimal w = new BigDecimal(sum(before, false, j));
      BigDecimal v = new BigDecimal(sum(before, true, j));
      BigDecimal kept = j < REGULARISED ? exact(STEP.decay(), w) : w;
      BigDecimal ahead = kept.add(exact(STEP.gamma(), new BigDecimal(trace)));
      BigDecimal next = ahead.add(exact(STEP.eta(), v.subtract(ahead)));
      int roundings = j < REGULARISED ? 2 : 1;
      assertWithin(ahead, sum(after, true, j), 0.5 * roundings * parties);
      double factor = 1 + Math.abs(STEP.eta().toDouble());
      assertWithin(next, sum(after, false, j), (0.5 * roundings * factor + 0.5) * parties);
    }
  }

  private static List<BigInteger> draws(Random random, int bits) {
    List<BigInteger> made = new ArrayList<>();
    for (int j = 0; j < FEATURES; j++) {
      made.add(new BigInteger(bits, random).subtract(BigInteger.ONE.shiftLeft(bits - 1)));
    }
    return made;
  }

  @Test
  void next_computedByHand() {
    NesterovStep step =
        new NesterovStep(
            FixedPoint.powerOfTwo(1), FixedPoint.powerOfTwo(1), new FixedPoint(-1, 2), 1);
    List<BigInteger> w = List.of(BigInteger.valueOf(-3), BigInteger.valueOf(-3));
    List<BigInteger> v = List.of(BigInteger.TEN, BigInteger.TEN);
    WeightShares got =
        step.next(new WeightShares(w, v), List.of(BigInteger.ONE, BigInteger.valueOf(-7)));
    // feature 0: floor(-3/2 + 1/2) = -1, + floor(1/2 + 1/2) = 1: v' = 0; w' = 0 + round(-10/4) = -2
    // feature 1 (bias): -3 + floor(-7/2 + 1/2) = -6; w' = -6 + round(-16/4) = -10
    assertEquals(List.of(BigInteger.ZERO, BigInteger.valueOf(-6)), got.v());
    assertEquals(List.of(BigInteger.valueOf(-2), BigInteger.valueOf(-10)), got.w());
  }

  @Test
  void constant_goesFrom60To40Bits() {
    assertEquals(BigInteger.ONE, NesterovStep.constant(BigInteger.ONE.shiftLeft(19)));
    assertEquals(BigInteger.ZERO, NesterovStep.constant(BigInteger.ONE.shiftLeft(19).negate()));
    assertEquals(
        BigInteger.valueOf(-5), NesterovStep.constant(BigInteger.valueOf(-5).shiftLeft(20)));
  }

  @Test
  void next_withTracesMissing() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> STEP.next(WeightShares.zero(3), List.of(BigInteger.ONE)));
    assertEquals("A step over 3 features takes one trace for each, not 1.", e.getMessage());
  }

  @Test
  void shares_printNoValue() {
    WeightShares zero = WeightShares.zero(2);
    assertEquals(List.of(BigInteger.ZERO, BigInteger.ZERO), zero.w());
    assertEquals(zero.w(), zero.v());
    assertEquals("WeightShares[2 features]", zero.toString());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new WeightShares(zero.w(), List.of()));
    assertEquals("w and v have one share per feature each.", e.getMessage());
  }
}
