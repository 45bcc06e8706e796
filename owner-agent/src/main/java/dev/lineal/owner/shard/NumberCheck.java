package dev.lineal.owner.shard;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.study.Bounds;
import dev.lineal.lineage.study.NumberType;
import java.util.Locale;
import java.util.Optional;

/** The rules of one column of numbers. */
final class NumberCheck implements ValueCheck {
  private final boolean integer;
  private final double min;
  private final double max;

  NumberCheck(NumberType type, Bounds bounds) {
    integer = type == NumberType.INTEGER;
    min = bounds.min().toDouble();
    max = bounds.max().toDouble();
  }

  @Override
  public Optional<RowRule> text(String text, double[] row, int column) {
    if (text.isEmpty()) {
      return Optional.of(RowRule.MISSING);
    }
    if (!isDecimal(text)) {
      return Optional.of(isNotFinite(text) ? RowRule.NOT_FINITE : RowRule.NOT_A_NUMBER);
    }
    return number(Double.parseDouble(text), row, column);
  }

  @Override
  public Optional<RowRule> number(double value, double[] row, int column) {
    row[column] = value;
    if (!Double.isFinite(value)) {
      return Optional.of(RowRule.NOT_FINITE);
    }
    if (integer && Math.abs(value) > Require.MAX_JSON_INTEGER) {
      return Optional.of(RowRule.BEYOND_2_53);
    }
    if (integer && value != Math.rint(value)) {
      return Optional.of(RowRule.NOT_AN_INTEGER);
    }
    if (value < min) {
      return Optional.of(RowRule.BELOW_MIN);
    }
    return value > max ? Optional.of(RowRule.ABOVE_MAX) : Optional.empty();
  }

  @Override
  public Optional<RowRule> integer(long value, double[] row, int column) {
    if (value > Require.MAX_JSON_INTEGER || value < -Require.MAX_JSON_INTEGER) {
      return Optional.of(RowRule.BEYOND_2_53);
    }
    return number(value, row, column);
  }

  /** Sign, digits, point, digits, exponent: neither hexadecimal nor Java's suffixes. */
  static boolean isDecimal(String text) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    int end = whole;
    int seen = whole - at;
    if (end < text.length() && text.charAt(end) == '.') {
      end = digits(text, whole + 1);
      seen += end - whole - 1;
    }
    if (seen > 0 && end < text.length() && (text.charAt(end) | 0x20) == 'e') {
      int exponent = sign(text, end + 1);
      end = digits(text, exponent);
      return end > exponent && end == text.length();
    }
    return seen > 0 && end == text.length();
  }

  private static int sign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return signed ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isNotFinite(String text) {
    String word = text.substring(sign(text, 0)).toLowerCase(Locale.ROOT);
    return word.equals("nan") || word.equals("inf") || word.equals("infinity");
  }
}
