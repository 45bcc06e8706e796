package dev.lineal.owner.shard;

import dev.lineal.lineage.study.StudyLabel;
import java.util.Optional;

/**
 * The rule of a classification's label: it is one of two texts, or the same number written
 * otherwise ({@code 1.0} for {@code 1}). In the row it is -1 or +1.
 */
final class ClassCheck implements ValueCheck {
  private final String negative;
  private final String positive;
  private final double negativeNumber;
  private final double positiveNumber;

  ClassCheck(StudyLabel.Classification label) {
    negative = label.negative();
    positive = label.positive();
    negativeNumber = numberOrNaN(negative);
    positiveNumber = numberOrNaN(positive);
  }

  private static double numberOrNaN(String text) {
    return NumberCheck.isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
  }

  @Override
  public Optional<RowRule> text(String text, double[] row, int column) {
    if (text.isEmpty()) {
      return Optional.of(RowRule.MISSING);
    }
    if (text.equals(negative) || text.equals(positive)) {
      row[column] = text.equals(positive) ? 1 : -1;
      return Optional.empty();
    }
    return number(numberOrNaN(text), row, column);
  }

  @Override
  public Optional<RowRule> number(double value, double[] row, int column) {
    if (value != negativeNumber && value != positiveNumber) {
      return Optional.of(RowRule.UNKNOWN_LABEL);
    }
    row[column] = value == positiveNumber ? 1 : -1;
    return Optional.empty();
  }

  @Override
  public Optional<RowRule> integer(long value, double[] row, int column) {
    return text(Long.toString(value), row, column);
  }
}
