package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;
import java.util.Arrays;

/** What a column's values are. */
public enum NumberType {
  /** Any finite number. */
  NUMBER("number"),
  /** A whole number of at most 2^53 - 1 in absolute value. */
  INTEGER("integer");

  private final String text;

  NumberType(String text) {
    this.text = text;
  }

  /** Reads the written form; anything else is an {@link IllegalArgumentException}. */
  public static NumberType parse(String text) {
    return Arrays.stream(values())
        .filter(type -> type.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be number or integer, but is " + Require.quoted(text)));
  }

  /** The written form. */
  public String text() {
    return text;
  }
}
