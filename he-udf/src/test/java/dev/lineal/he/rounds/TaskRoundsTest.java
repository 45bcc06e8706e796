package dev.lineal.he.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds, factors and numbers of rounds. */
class TaskRoundsTest {
  private static final RunSize SIZE = new RunSize(HeParameters.STUDY_13, 32, 12_000, 5);
  private static final Steps STEPS =
      new Steps(
          new FixedPoint(1, 5), new FixedPoint(1, 7), Collections.nCopies(5, FixedPoint.ZERO));

  private static List<Integer> bounds(TaskRounds rounds) {
    return rounds.rounds().stream().map(RoundTerms::boundBits).toList();
  }

  @Test
  void boundsAreTheScalesAndTheLargestValues() {
    assertEquals(
        List.of(83, 82, 82, 84, 90, 84),
        bounds(new LogisticRounds(SIZE, STEPS, ActivationRounds.DEGREE_5, 2)));
    assertEquals(List.of(90, 89), bounds(new LinearRounds(SIZE, STEPS)));
    assertEquals(List.of(82, 86, 82), bounds(new PowerRounds(SIZE, new FixedPoint(1, 5))));
    assertEquals(List.of(94, 98, 106), bounds(new PowerRounds(SIZE, new FixedPoint(1, 2))));
  }

  @Test
  void aHigherDegreeHasMoreRoundsAndWiderBounds() {
    TaskRounds nine = new LogisticRounds(SIZE, STEPS, ActivationRounds.DEGREE_9, 0);
    assertEquals(List.of("y", "u", "p", "v", "r", "w"), names(nine));
    assertEquals(List.of(83, 82, 83, 85, 90, 95), bounds(nine));
    assertEquals(6, nine.stepRound());
    TaskRounds thirteen = new LogisticRounds(SIZE, STEPS, ActivationRounds.DEGREE_13, 0);
    assertEquals(List.of("y", "u", "p", "c", "v", "r", "w"), names(thirteen));
    assertEquals(List.of(83, 82, 82, 84, 88, 96, 101), bounds(thirteen));
    assertEquals(24, thirteen.interval());
  }

  private static List<String> names(TaskRounds rounds) {
    return rounds.rounds().stream().map(RoundTerms::name).toList();
  }

  @Test
  void releasesTakePlaceInTheLastIterations() {
    TaskRounds rounds = new LogisticRounds(SIZE, STEPS, ActivationRounds.DEGREE_5, 2);
    int number = rounds.number(LogisticRounds.MARGIN);
    assertEquals(6, number);
    assertFalse(rounds.round(number).span().has(2));
    assertTrue(rounds.round(number).span().has(3));
    assertEquals(
        0,
        new LogisticRounds(SIZE, STEPS, ActivationRounds.DEGREE_5, 0)
            .number(LogisticRounds.MARGIN));
    assertEquals(0, new LinearRounds(SIZE, STEPS).round(1).span().last());
  }

  @Test
  void everyPairHasOneNumber() {
    Pairs pairs = new Pairs(5);
    int next = 0;
    for (int row = 0; row < pairs.rows(); row++) {
      assertEquals(next, pairs.first(row));
      next += pairs.count(row);
    }
    assertEquals(next, pairs.total());
    assertEquals(5 * 6 / 2 + 5, next);
  }

  @Test
  void aQuotientOfSumsGivesTheCurvature() {
    BigInteger before = BigInteger.valueOf(4).shiftLeft(60);
    BigInteger last = BigInteger.valueOf(9).shiftLeft(60);
    StepBound bound = new StepBound(new FixedPoint(1, 2), before, last);
    assertEquals(6, bound.lambda(), 1e-9);
    assertEquals(4 / 6.6, bound.logistic().toDouble(), 1e-9);
    assertEquals(1 / (6.6 + 0.5), bound.linear(new FixedPoint(1, 1)).toDouble(), 1e-9);
    assertTrue(StepBound.within(bound.logistic(), bound.logistic()));
    FixedPoint more = new FixedPoint(bound.logistic().numerator() + 1, 40);
    assertFalse(StepBound.within(more, bound.logistic()));
    assertEquals(4L * (1L << 40) / 31, StepBound.ofFeatures(31).numerator());
    assertEquals(0.4, StepBound.ofFeatures(2, new FixedPoint(1, 1)).toDouble(), 1e-9);
  }

  @Test
  void sumsThatDrownInTheirFloodAreRefused() {
    IllegalArgumentException drowned =
        assertThrows(
            IllegalArgumentException.class,
            () -> new StepBound(FixedPoint.ONE, BigInteger.ONE.shiftLeft(80), BigInteger.TEN));
    assertTrue(drowned.getMessage().startsWith("The released sums do not stand out"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new StepBound(
                FixedPoint.ONE,
                BigInteger.ONE.shiftLeft(80).negate(),
                BigInteger.ONE.shiftLeft(80)));
  }
}
