package dev.lineal.owner.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Uniform numbers from one ChaCha20 keystream. */
final class ChaChaBits {
  private static final int NONCE_BYTES = 12;
  private final Cipher cipher;

  ChaChaBits(byte[] key) {
    try {
      cipher = Cipher.getInstance("ChaCha20");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "ChaCha20"),
          new ChaCha20ParameterSpec(new byte[NONCE_BYTES], 0));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 17 has ChaCha20.", e);
    }
  }

  /** Uniform in 0 .. limit - 1. */
  BigInteger below(BigInteger limit) {
    int bits = limit.subtract(BigInteger.ONE).bitLength();
    BigInteger drawn;
    do {
      byte[] bytes = cipher.update(new byte[bits / Byte.SIZE + 1]);
      drawn = new BigInteger(1, bytes).and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    } while (drawn.compareTo(limit) >= 0);
    return drawn;
  }

  /** True with probability 1/2. */
  boolean bit() {
    return (cipher.update(new byte[1])[0] & 1) == 1;
  }
}
