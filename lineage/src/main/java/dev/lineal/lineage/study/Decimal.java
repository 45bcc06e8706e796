package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * An exact decimal number in its one written form: no exponent, no plus sign, no needless zero.
 * Hashed documents hold such texts where others would hold floating point.
 *
 * @param text at most 19 digits before the point and {@value #MAX_FRACTION} behind it
 */
public record Decimal(String text) {
  /** No decimal has more digits behind the point. */
  public static final int MAX_FRACTION = 40;

  private static final Pattern SHAPE =
      Pattern.compile("-?(0|[1-9][0-9]{0,18})(\\.[0-9]{0,39}[1-9])?");

  public Decimal {
    if (text == null || !SHAPE.matcher(text).matches() || text.equals("-0")) {
      throw new IllegalArgumentException(
          "must be a decimal number like -12.5, without exponent or needless zeros, but is "
              + Require.quoted(text));
    }
  }

  /**
   * The same number in its written form; too large a one is an {@link IllegalArgumentException}.
   */
  public static Decimal of(BigDecimal value) {
    BigDecimal shown = value;
    if (value.scale() > MAX_FRACTION) {
      shown = value.setScale(MAX_FRACTION, RoundingMode.HALF_EVEN);
    }
    return new Decimal(shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString());
  }

  /** A finite double, rounded to 17 significant digits, which give the same double back. */
  public static Decimal of(double value) {
    return of(new BigDecimal(value).round(new MathContext(17, RoundingMode.HALF_EVEN)));
  }

  public static Decimal of(long value) {
    return of(BigDecimal.valueOf(value));
  }

  /** The exact number. */
  public BigDecimal value() {
    return new BigDecimal(text);
  }

  /** The nearest double. */
  public double toDouble() {
    return Double.parseDouble(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
