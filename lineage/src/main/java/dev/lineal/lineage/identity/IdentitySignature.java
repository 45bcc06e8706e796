package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import java.util.HexFormat;

/**
 * An Ed25519 signature (RFC 8032 section 5.1.6).
 *
 * @param hex 128 lower-case hex digits, R || S
 */
public record IdentitySignature(String hex) {
  /** Length in bytes. */
  public static final int BYTES = 64;

  public IdentitySignature {
    Require.hex(hex, BYTES);
  }

  /** The signature of 64 bytes. */
  public static IdentitySignature of(byte[] bytes) {
    return new IdentitySignature(HexFormat.of().formatHex(bytes));
  }

  /** The 64 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
