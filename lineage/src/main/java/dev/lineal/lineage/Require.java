package dev.lineal.lineage;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checks of record constructors. Each returns its value or throws an {@link
 * IllegalArgumentException} that names the field, the rule and the value; parsers put the path of
 * the document in front.
 */
public final class Require {
  /** The largest integer that JSON numbers carry exactly (RFC 8785 section 3.2.2.3): 2^53 - 1. */
  public static final long MAX_JSON_INTEGER = (1L << 53) - 1;

  /** No text of a document is longer, in UTF-16 units. */
  public static final int MAX_TEXT = 1024;

  private static final Pattern HEX = Pattern.compile("[0-9a-f]*");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Require() {}

  /** A value that is there. */
  public static <T> T present(String field, T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": is missing");
    }
    return value;
  }

  /** min <= value <= max. */
  public static long range(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: must lie in %d .. %d, but is %d".formatted(field, min, max, value));
    }
    return value;
  }

  /** A short name: lower-case letters, digits, dot, dash and underscore, 1 to 64 of them. */
  public static String name(String field, String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: must be 1 to 64 of a-z, 0-9, '.', '_', '-', starting with a letter or digit, but is %s"
              .formatted(field, quoted(value)));
    }
    return value;
  }

  /** A text of 1 to {@value #MAX_TEXT} characters without control characters. */
  public static String text(String field, String value) {
    if (value == null || value.isBlank() || value.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "%s: must be a text of 1 to %d characters, but is %s"
              .formatted(field, MAX_TEXT, quoted(value)));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(field + ": must not contain control characters");
    }
    return value;
  }

  /** An unmodifiable copy of a list with something in it. */
  public static <T> List<T> notEmpty(String field, List<T> value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(field + ": must have at least one element");
    }
    return List.copyOf(value);
  }

  /** Distinct elements, or the first repeated one is named. */
  public static <T> void distinct(String field, List<T> value) {
    Set<T> seen = new HashSet<>();
    for (T element : value) {
      if (!seen.add(element)) {
        throw new IllegalArgumentException(
            "%s: %s appears more than once".formatted(field, element));
      }
    }
  }

  /** An instant of whole seconds between 1970 and 9999. */
  public static Instant seconds(String field, Instant value) {
    if (value == null
        || value.getNano() != 0
        || value.isBefore(Instant.EPOCH)
        || value.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "%s: must be a time of whole seconds between 1970 and 9999, but is %s"
              .formatted(field, value));
    }
    return value;
  }

  /** Exactly {@code bytes} bytes in lower-case hex, no prefix. */
  public static String hex(String value, int bytes) {
    if (value == null || value.length() != 2 * bytes || !HEX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must be %d lower-case hex digits, but is %s".formatted(2 * bytes, quoted(value)));
    }
    return value;
  }

  /** A value for a message: in quotes, cut at 80 characters. */
  public static String quoted(String value) {
    if (value == null) {
      return "null";
    }
    return value.length() <= 80 ? "'" + value + "'" : "'" + value.substring(0, 80) + "...'";
  }
}
