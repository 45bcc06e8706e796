package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import java.util.HexFormat;

/**
 * A licensee's public X25519 key (RFC 7748), to which owners seal what they release.
 *
 * @param text {@code x25519:} and 64 lower-case hex digits; not all zero
 */
public record SealingKey(String text) {
  /** Length of the encoded key in bytes. */
  public static final int BYTES = 32;

  private static final String PREFIX = "x25519:";

  public SealingKey {
    if (text == null || !text.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "must be 'x25519:' and 64 hex digits, but is " + Require.quoted(text));
    }
    String hex = Require.hex(text.substring(PREFIX.length()), BYTES);
    if (hex.equals("0".repeat(2 * BYTES))) {
      throw new IllegalArgumentException(
          "must not be the zero key, under which everybody computes the same secret");
    }
  }

  /** The key of 32 encoded bytes. */
  public static SealingKey of(byte[] bytes) {
    return new SealingKey(PREFIX + HexFormat.of().formatHex(bytes));
  }

  /** The 32 encoded bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(text.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return text;
  }
}
