package dev.lineal.he.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logistic rounds whose weights stay in additive shares. */
class SharedLogisticRoundsTest {
  private static LogisticRounds rounds(int iterations, int telemetry, WeightForm form) {
    Steps steps =
        new Steps(
            new FixedPoint(1, 5),
            new FixedPoint(1, 7),
            Collections.nCopies(iterations, FixedPoint.ZERO));
    RunSize size = new RunSize(HeParameters.STUDY_13, 32, 12_000, iterations);
    return new LogisticRounds(size, steps, ActivationRounds.DEGREE_5, telemetry, form);
  }

  private static List<String> names(LogisticRounds rounds) {
    return rounds.rounds().stream().map(RoundTerms::name).toList();
  }

  @Test
  void stepAndPartialProductsFollowTheActivation() {
    LogisticRounds shared = rounds(5, 0, WeightForm.SHARED);
    assertEquals(List.of("y", "u", "v", "r", "w", "partial"), names(shared));
    assertEquals(
        List.of(83, 82, 82, 84, 90, 82),
        shared.rounds().stream().map(RoundTerms::boundBits).toList());
    assertEquals(5, shared.stepRound());
    assertEquals(6, shared.number(LogisticRounds.PARTIAL));
  }

  @Test
  void onlyTheStepIsAnotherThanWithEncryptedWeights() {
    List<RoundTerms> shared = rounds(5, 0, WeightForm.SHARED).rounds();
    List<RoundTerms> encrypted = rounds(5, 0, WeightForm.ENCRYPTED).rounds();
    assertEquals(encrypted.subList(0, 4), shared.subList(0, 4));
    RoundTerms step = shared.get(4);
    assertEquals(RoundTerms.Kept.SHARE, step.kept());
    assertEquals(RoundTerms.Operands.KNOWN, step.operands());
    assertEquals(encrypted.get(4).factor(), step.factor());
    assertEquals(encrypted.get(4).boundBits(), step.boundBits());
    assertEquals(new RoundTerms.Span(0, 4), step.span());
  }

  @Test
  void everyIterationHasPartialProducts() {
    RoundTerms partial = rounds(5, 0, WeightForm.SHARED).round(6);
    assertEquals(RoundTerms.Kept.PARTIAL, partial.kept());
    assertEquals(RoundTerms.Operands.KNOWN, partial.operands());
    assertEquals(new RoundTerms.Span(0, 4), partial.span());
    assertEquals(82, partial.outputScaleBits());
    assertEquals(7, rounds(1, 1, WeightForm.SHARED).number(LogisticRounds.MARGIN));
  }
}
