package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a list goes on: behind an entry, whether that is still there or not, so that what is added
 * meanwhile shifts nothing.
 *
 * @param sort of the list
 * @param key of the last entry that was shown
 * @param id of it
 */
public record Cursor(Sort sort, String key, Sha256 id) {
  private static final String VERSION = "1";

  static Cursor behind(Entry last, Sort sort) {
    return new Cursor(sort, last.keys().get(sort.key()), last.id());
  }

  /** Reads {@link #text}; empty where it is none. */
  public static Optional<Cursor> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String[] lines =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes))
              .toString()
              .split("\n", -1);
      if (lines.length != 4 || !lines[0].equals(VERSION)) {
        return Optional.empty();
      }
      return Sort.parse(lines[1])
          .map(sort -> new Cursor(sort, lines[2], Sha256.parse(lines[3])))
          .filter(cursor -> cursor.text().equals(text));
    } catch (IllegalArgumentException | CharacterCodingException noCursor) {
      return Optional.empty();
    }
  }

  /** Letters, digits, {@code -} and {@code _}. */
  public String text() {
    String lines = String.join("\n", VERSION, sort.text(), key, id.toString());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(lines.getBytes(StandardCharsets.UTF_8));
  }

  boolean isBefore(Entry entry) {
    int order = key.compareTo(entry.keys().get(sort.key()));
    int decided = order == 0 ? id.compareTo(entry.id()) : order;
    return sort.way() == Sort.Way.UP ? decided < 0 : decided > 0;
  }
}
