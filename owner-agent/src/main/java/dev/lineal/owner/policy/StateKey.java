package dev.lineal.owner.policy;

import dev.lineal.lineage.Require;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals state at rest by AES-256-GCM with a random 96-bit nonce in front; the label is bound to the
 * content but not kept in it, so that a file in another's place does not open.
 */
public final class StateKey {
  /** Length of the key in bytes. */
  public static final int BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private StateKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** The key of 32 secret bytes; the array is cleared. */
  public static StateKey of(byte[] key) {
    Require.range("state key length", key.length, BYTES, BYTES);
    try {
      return new StateKey(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  byte[] seal(byte[] label, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, label).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available on this Java platform.", e);
    }
  }

  /**
   * @throws IllegalStateException when the bytes were not sealed by this key under this label
   */
  byte[] open(byte[] label, byte[] sealed) {
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, nonce, label)
          .doFinal(sealed, NONCE_BYTES, Math.max(0, sealed.length - NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Sealed state does not open: it was changed, or belongs to another place. Restore this"
              + " owner's state from its backup.",
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] label) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(label);
    return cipher;
  }

  @Override
  public String toString() {
    return "StateKey";
  }
}
