package dev.lineal.lineage.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Momentum;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.Moments;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasedModelTest {
  private static final String TEXT =
      """
      {"schema":"lineal.linear-model/1","task":"%s","intercept":-1.25,
       "features":[{"name":"b","weight":-1.5e-2},{"name":"a","weight":0.5}]}
      """;
  private static final ColumnMoments A = column("a", "14.5", "3");
  private static final ColumnMoments B = column("b", "-0.5", "12");

  private static ColumnMoments column(String name, String mean, String deviation) {
    return new ColumnMoments(name, new Decimal(mean), new Decimal(deviation));
  }

  private static Moments moments(ColumnMoments... columns) {
    return new Moments("study", Samples.hash("schema"), 900, List.of(columns), List.of());
  }

  private static Training training(Task task) {
    return new Training(
        task,
        3,
        1,
        task == Task.LOGISTIC ? Optional.of(new Sigmoid(5, 12)) : Optional.empty(),
        new Factor(1, 2),
        Factor.ZERO,
        new Momentum(0, List.of(0L)));
  }

  private static ReleasedModel parse(String text) {
    return ReleasedModel.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long fixed(double weight) {
    return Math.round(weight * (1L << 40));
  }

  /** margin = 0.5 a - 0.015 b - 1.25 with a = 14.5 + 3 z and b = -0.5 + 12 z. */
  @Test
  void aClassifierStartsOnTheStudysColumnsInUnitsOfTheInterval() {
    List<Long> start =
        parse(TEXT.formatted("logistic")).standardised(moments(A, B), training(Task.LOGISTIC));
    double bias = 0.5 * 14.5 + 0.015 * 0.5 - 1.25;
    assertEquals(List.of(fixed(1.5 / 12), fixed(-0.18 / 12), fixed(bias / 12)), start);
  }

  /** The target is standardised, too: t = (y - 2) / 4. */
  @Test
  void aRegressionStartsOnTheStandardisedTarget() {
    List<Long> start =
        parse(TEXT.formatted("linear"))
            .standardised(moments(A, B, column("t", "2", "4")), training(Task.LINEAR));
    double bias = 0.5 * 14.5 + 0.015 * 0.5 - 1.25 - 2;
    assertEquals(List.of(fixed(1.5 / 4), fixed(-0.18 / 4), fixed(bias / 4)), start);
  }

  @Test
  void anotherTaskOrOtherColumnsAreRefused() {
    ReleasedModel model = parse(TEXT.formatted("logistic"));
    for (Moments other : List.of(moments(A), moments(A, B, column("c", "0", "1")))) {
      LineageException refused =
          assertThrows(
              LineageException.class, () -> model.standardised(other, training(Task.LOGISTIC)));
      assertTrue(refused.problem().contains("[b, a]; the study trains"), refused.problem());
    }
    assertThrows(
        LineageException.class,
        () -> model.standardised(moments(A, B, column("t", "0", "1")), training(Task.LINEAR)));
  }

  @Test
  void aWeightThatNoPlanCanHoldIsRefused() {
    for (String large : List.of("1e9", "1e5")) {
      ReleasedModel model = parse(TEXT.formatted("logistic").replace("0.5", large));
      LineageException refused =
          assertThrows(
              LineageException.class,
              () -> model.standardised(moments(A, B), training(Task.LOGISTIC)));
      assertTrue(refused.problem().contains("too large"), refused.problem());
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "lineal.linear-model/1|lineal.linear-model/2|its schema is not",
        "\"a\"|\"b\"|b is there twice",
        "0.5|\"0.5\"|is no number",
        "0.5|1e999999999|is no number",
        "0.5|NaN|Non-standard",
        "\"intercept\"|\"constant\"|intercept",
        "logistic|gradient-boosting|gradient-boosting"
      })
  void whatIsNoModelIsAnError(String part, String other, String reason) {
    String text = TEXT.formatted("logistic").replace(part, other);
    LineageException error = assertThrows(LineageException.class, () -> parse(text));
    assertTrue(error.problem().contains(reason), error.problem());
  }
}
