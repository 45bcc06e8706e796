package dev.lineal.market.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An order of a list; among equals, by id.
 *
 * @param key what is compared
 * @param way up or down
 */
public record Sort(Key key, Way way) {
  /** The newest first. */
  public static final Sort DEFAULT = new Sort(Key.CREATED, Way.DOWN);

  /** What entries are compared by. */
  public enum Key {
    /** When it was made, published, started or issued. */
    CREATED,
    /** A model's name; of others the study. */
    NAME,
    /** How many rows it has or was trained on. */
    ROWS
  }

  /** A direction. */
  public enum Way {
    UP,
    DOWN
  }

  /** Reads {@code created}, or {@code -created} for the largest first. */
  public static Optional<Sort> parse(String text) {
    Way way = text.startsWith("-") ? Way.DOWN : Way.UP;
    String name = way == Way.DOWN ? text.substring(1) : text;
    return Arrays.stream(Key.values())
        .filter(key -> key.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .map(key -> new Sort(key, way));
  }

  /** The written form. */
  public String text() {
    return (way == Way.DOWN ? "-" : "") + key.name().toLowerCase(Locale.ROOT);
  }
}
