package dev.lineal.jobs.data.csv;

import java.util.regex.Pattern;

/** Which fields are numbers: decimal, finite, as other programs write them. */
final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})([eE][+-]?\\d{1,2})?");

  private Numbers() {}

  static boolean is(String field) {
    return DECIMAL.matcher(field).matches();
  }
}
