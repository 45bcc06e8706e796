package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * A recoverable secp256k1 signature r || s || v of 65 bytes, as wallets and Solidity's {@code
 * ecrecover} write it. s lies in the lower half of the order (EIP-2) and v is 27 or 28, so that a
 * signature has one form only.
 *
 * @param hex 130 lower-case hex digits
 */
public record WalletSignature(String hex) {
  /** Length in bytes. */
  public static final int BYTES = 65;

  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  public WalletSignature {
    Require.hex(hex, BYTES);
    checkScalar("r", new BigInteger(hex.substring(0, 64), 16), ORDER.subtract(BigInteger.ONE));
    checkScalar("s", new BigInteger(hex.substring(64, 128), 16), ORDER.shiftRight(1));
    Require.range("v", Integer.parseInt(hex.substring(128), 16), 27, 28);
  }

  private static void checkScalar(String name, BigInteger value, BigInteger max) {
    if (value.signum() == 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + ": must be a scalar of a signature in its one valid form (EIP-2)");
    }
  }

  /** r || s || v. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  byte[] r() {
    return HexFormat.of().parseHex(hex, 0, 64);
  }

  byte[] s() {
    return HexFormat.of().parseHex(hex, 64, 128);
  }

  byte v() {
    return bytes()[64];
  }

  @Override
  public String toString() {
    return "0x" + hex;
  }
}
