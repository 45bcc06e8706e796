package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.web3j.crypto.Keys;

/**
 * A 20-byte Ethereum address in its one written form, the mixed-case checksum of EIP-55.
 *
 * @param text {@code 0x} and 40 hex digits with a right checksum; {@link #parse} also takes digits
 *     of one case
 */
public record Address(String text) {
  /** Length in bytes. */
  public static final int BYTES = 20;

  private static final Pattern SHAPE = Pattern.compile("0x[0-9a-fA-F]{40}");

  public Address {
    if (text == null || !SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be an address of 0x and 40 hex digits, but is " + Require.quoted(text));
    }
    String checksummed = Keys.toChecksumAddress(text);
    if (!checksummed.equals(text)) {
      throw new IllegalArgumentException(
          "must carry the checksum of EIP-55, so %s if no digit is wrong, but is '%s'"
              .formatted(checksummed, text));
    }
  }

  /**
   * Reads an address a person typed: with a right checksum, or with all letters in one case, which
   * EIP-55 leaves unchecked.
   */
  public static Address parse(String text) {
    if (text != null && SHAPE.matcher(text).matches()) {
      String digits = text.substring(2);
      boolean oneCase =
          digits.equals(digits.toLowerCase(Locale.ROOT))
              || digits.equals(digits.toUpperCase(Locale.ROOT));
      return new Address(oneCase ? Keys.toChecksumAddress(text) : text);
    }
    return new Address(text);
  }

  static Address ofPublicKey(java.math.BigInteger publicKey) {
    return parse("0x" + Keys.getAddress(publicKey));
  }

  /** The 20 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(text.substring(2).toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return text;
  }
}
