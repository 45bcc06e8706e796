package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A public Ed25519 key (RFC 8032). Points of small order and second encodings of a point are
 * refused: under such a key one signature would fit many messages.
 *
 * @param text {@code ed25519:} and 64 lower-case hex digits, the encoding of RFC 8032 section 5.1.2
 */
public record IdentityKey(String text) {
  /** Length of the encoded key in bytes. */
  public static final int BYTES = 32;

  private static final String PREFIX = "ed25519:";

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The y of the eight points whose order divides 8: 0, 1, -1 and two more. */
  private static final Set<BigInteger> SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          y("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          y("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

  public IdentityKey {
    if (text == null || !text.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "must be 'ed25519:' and 64 hex digits, but is " + Require.quoted(text));
    }
    BigInteger y = y(Require.hex(text.substring(PREFIX.length()), BYTES));
    if (y.compareTo(P) >= 0 || SMALL_ORDER.contains(y)) {
      throw new IllegalArgumentException("is no key of Ed25519 that can sign: " + text);
    }
  }

  /** The key of 32 encoded bytes. */
  public static IdentityKey of(byte[] bytes) {
    return new IdentityKey(PREFIX + HexFormat.of().formatHex(bytes));
  }

  /** The y coordinate: little-endian without the top bit, which is x's sign. */
  private static BigInteger y(String hex) {
    byte[] little = HexFormat.of().parseHex(hex);
    byte[] big = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      big[i] = little[BYTES - 1 - i];
    }
    big[0] &= 0x7f;
    return new BigInteger(1, big);
  }

  /** The 32 encoded bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(text.substring(PREFIX.length()));
  }

  /** The key's bytes as a {@code bytes32} of a message that wallets sign. */
  Sha256 asBytes32() {
    return Sha256.of(bytes());
  }

  /**
   * Whether this key signed these bytes for this purpose. A key that is no point of the curve
   * verifies nothing.
   */
  public boolean verifies(SignedPurpose purpose, byte[] message, IdentitySignature signature) {
    return verifies(purpose.prefix(), message, signature);
  }

  /** Whether this key signed a payload as DSSE v1 does. */
  public boolean verifiesPayload(String payloadType, byte[] payload, IdentitySignature signature) {
    return verifies(PreAuthentication.head(payloadType, payload), payload, signature);
  }

  private boolean verifies(byte[] head, byte[] message, IdentitySignature signature) {
    Ed25519PublicKeyParameters point;
    try {
      point = new Ed25519PublicKeyParameters(bytes());
    } catch (IllegalArgumentException noPoint) {
      return false;
    }
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, point);
    verifier.update(head, 0, head.length);
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature.bytes());
  }

  @Override
  public String toString() {
    return text;
  }
}
