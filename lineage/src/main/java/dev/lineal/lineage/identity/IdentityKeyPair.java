package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * An Ed25519 identity (RFC 8032, by Bouncy Castle: the JDK takes several times as long, and owners
 * sign every answer). Its seed leaves only through {@link #revealSeed()}, a name to search for;
 * neither {@code toString} nor any error shows it.
 */
public final class IdentityKeyPair {
  /** Length of the seed in bytes. */
  public static final int SEED_BYTES = 32;

  private static final SignedPurpose SELF_TEST = new SignedPurpose("key-pair-self-test");

  private final IdentityKey publicKey;
  private final Ed25519PrivateKeyParameters privateKey;

  private IdentityKeyPair(IdentityKey publicKey, Ed25519PrivateKeyParameters privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** A fresh identity from the platform's random source. */
  public static IdentityKeyPair generate() {
    Ed25519PrivateKeyParameters privateKey = new Ed25519PrivateKeyParameters(new SecureRandom());
    byte[] publicKey = privateKey.generatePublicKey().getEncoded();
    return new IdentityKeyPair(IdentityKey.of(publicKey), privateKey);
  }

  /**
   * An identity from its stored parts. The array is cleared.
   *
   * @param seed the 32 bytes that {@link #revealSeed()} gave
   * @throws IllegalArgumentException where seed and public key do not belong together
   */
  public static IdentityKeyPair restore(IdentityKey publicKey, byte[] seed) {
    Require.range("seed length", seed.length, SEED_BYTES, SEED_BYTES);
    try {
      IdentityKeyPair pair = new IdentityKeyPair(publicKey, new Ed25519PrivateKeyParameters(seed));
      if (!publicKey.verifies(
          SELF_TEST, publicKey.bytes(), pair.sign(SELF_TEST, publicKey.bytes()))) {
        throw new IllegalArgumentException("seed: is not that of " + publicKey);
      }
      return pair;
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** The public half. */
  public IdentityKey publicKey() {
    return publicKey;
  }

  /** Signs bytes for one purpose; the same bytes give the same signature. */
  public IdentitySignature sign(SignedPurpose purpose, byte[] message) {
    return sign(purpose.prefix(), message);
  }

  /** Signs a payload as DSSE v1 does: over its {@link PreAuthentication}. */
  public IdentitySignature signPayload(String payloadType, byte[] payload) {
    return sign(PreAuthentication.head(payloadType, payload), payload);
  }

  private IdentitySignature sign(byte[] head, byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, privateKey);
    signer.update(head, 0, head.length);
    signer.update(message, 0, message.length);
    return IdentitySignature.of(signer.generateSignature());
  }

  /** A copy of the secret seed, for whoever stores it encrypted and clears it afterwards. */
  public byte[] revealSeed() {
    return privateKey.getEncoded();
  }

  @Override
  public String toString() {
    return "IdentityKeyPair[" + publicKey + "]";
  }
}
