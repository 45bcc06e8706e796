package dev.lineal.he.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartReachTest {
  private static final RunSize SIZE = new RunSize(HeParameters.STUDY_13, 3, 12_000, 2);
  private static final Steps STEPS =
      new Steps(new FixedPoint(1, 2), FixedPoint.ZERO, Collections.nCopies(2, FixedPoint.ZERO));
  private static final TaskRounds LOGISTIC = logistic(ActivationRounds.DEGREE_5);
  private static final TaskRounds LINEAR = new LinearRounds(SIZE, STEPS);

  private static TaskRounds logistic(ActivationRounds activation) {
    return new LogisticRounds(SIZE, STEPS, activation, 1);
  }

  private static List<Integer> extra(TaskRounds task, int degree, double... start) {
    List<BigInteger> fixed =
        DoubleStream.of(start)
            .mapToObj(weight -> BigInteger.valueOf(Math.round(Math.scalb(weight, 40))))
            .toList();
    StartReach reach = new StartReach(fixed, degree);
    return task.rounds().stream().map(round -> reach.boundBits(round) - round.boundBits()).toList();
  }

  /** y, u, v, r, w, mean squared margin. */
  @Test
  void aClassifiersBoundsGrowWithItsMargins() {
    List<Integer> none = Collections.nCopies(6, 0);
    assertEquals(none, extra(LOGISTIC, 5));
    assertEquals(none, extra(LOGISTIC, 5, 0, 0, 0));
    assertEquals(none, extra(LOGISTIC, 5, 0.2, -0.2, 0.025));
    assertEquals(List.of(1, 7, 7, 7, 7, 2), extra(LOGISTIC, 5, 0.2, -0.2, 0.026));
    assertEquals(List.of(2, 12, 12, 12, 12, 4), extra(LOGISTIC, 5, -0.86, 0, 0));
  }

  /**
   * Terms of the largest margins allowed, none cancelled: their sum stays within the round's bound
   * times 2 to the bits added.
   */
  @ParameterizedTest
  @ValueSource(ints = {5, 9, 13})
  void theBitsThatADegreeAddsCoverItsTermsOneByOne(int degree) {
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    double margin = 2 * 1.7;
    List<Double> values = new ArrayList<>(List.of(Double.NaN, margin));
    List<Integer> added = extra(logistic(activation), degree, 0.84);
    assertEquals(1, added.get(0));
    for (int round = 2; round <= activation.rounds(); round++) {
      ActivationRounds.Product of = activation.of(round);
      double product =
          values.get(of.left()) * values.get(of.right())
              + Math.abs(scaled(of.linear())) * values.get(Math.max(1, of.multiplied()));
      double allowed = Math.scalb(of.largest().training(), added.get(round - 1));
      assertTrue(product <= allowed, of.name() + ": " + product + " > " + allowed);
      values.add(Math.abs(of.factor().toDouble()) * product + Math.abs(scaled(of.addend())));
    }
  }

  private static double scaled(long value) {
    return Math.scalb((double) value, -40);
  }

  /** The Gram matrix is of the columns alone. */
  @Test
  void aRegressionsBoundGrowsWithTheNorm() {
    assertEquals(List.of(0, 0), extra(LINEAR, 1, 4, 0, 0));
    assertEquals(List.of(0, 1), extra(LINEAR, 1, 4, 0.001, 0));
    assertEquals(List.of(0, 1), extra(LINEAR, 1, -8, 0, 0));
    assertEquals(List.of(0, 2), extra(LINEAR, 1, 0, -8, -1));
  }
}
