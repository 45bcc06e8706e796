package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;
import java.math.BigDecimal;

/**
 * Between which values, both included, every row of every owner lies.
 *
 * @param min below {@code max}
 * @param max neither is beyond 2^53 - 1 in absolute value
 */
public record Bounds(Decimal min, Decimal max) {
  private static final BigDecimal LIMIT = BigDecimal.valueOf(Require.MAX_JSON_INTEGER);

  public Bounds {
    requireWithin("min", min);
    requireWithin("max", max);
    if (min.value().compareTo(max.value()) >= 0) {
      throw new IllegalArgumentException(
          "max: must be above min, %s, but is %s".formatted(min, max));
    }
  }

  private static void requireWithin(String field, Decimal value) {
    Require.present(field, value);
    if (value.value().abs().compareTo(LIMIT) > 0) {
      throw new IllegalArgumentException(
          "%s: must be at most 2^53 - 1 in absolute value, but is %s".formatted(field, value));
    }
  }

  void requireType(NumberType type) {
    Require.present("type", type);
    if (type == NumberType.INTEGER && (isFraction(min) || isFraction(max))) {
      throw new IllegalArgumentException(
          "min: bounds of an integer column are integers, but are %s .. %s".formatted(min, max));
    }
  }

  private static boolean isFraction(Decimal bound) {
    return bound.text().contains(".");
  }
}
