package dev.lineal.lineage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * 32 bytes of SHA-256 (FIPS 180-4), or an identifier of the same shape. Written as 64 lower-case
 * hex digits without a prefix.
 */
public final class Sha256 implements Comparable<Sha256> {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Sha256(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of 32 bytes; any other length is an {@link IllegalArgumentException}. */
  public static Sha256 of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("must be 32 bytes, but is " + bytes.length);
    }
    return new Sha256(bytes.clone());
  }

  /** The hash of the parts, one after another. */
  public static Sha256 hash(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Sha256(digest.digest());
  }

  /** Reads 64 lower-case hex digits; anything else is an {@link IllegalArgumentException}. */
  public static Sha256 parse(String hex) {
    return new Sha256(HexFormat.of().parseHex(Require.hex(hex, BYTES)));
  }

  /** A fresh SHA-256 digest of the JDK. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, this one has not.", e);
    }
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public int compareTo(Sha256 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
