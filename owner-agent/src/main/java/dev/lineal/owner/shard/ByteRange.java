package dev.lineal.owner.shard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes (RFC 9110 section 14.1.2).
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, which is below {@code first} where no byte is meant
 */
record ByteRange(long first, long last) {
  /** 18 digits fit a long. */
  private static final Pattern SINGLE =
      Pattern.compile("bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*");

  /**
   * What a Range header asks of {@code length} bytes. A header of another unit, of several ranges
   * or of no right form is one that a server ignores (section 14.2): nothing. A range that holds no
   * byte is one with {@link #isEmpty()}.
   */
  static Optional<ByteRange> parse(String header, long length) {
    Matcher match = SINGLE.matcher(header);
    if (!match.matches() || match.group(1).isEmpty() && match.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (match.group(1).isEmpty()) {
      long suffix = Math.min(length, Long.parseLong(match.group(2)));
      return Optional.of(new ByteRange(length - suffix, length - 1));
    }
    long first = Long.parseLong(match.group(1));
    long last = match.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(match.group(2));
    return last < first
        ? Optional.empty()
        : Optional.of(new ByteRange(first, Math.min(last, length - 1)));
  }

  boolean isEmpty() {
    return last < first;
  }

  long length() {
    return last - first + 1;
  }
}
