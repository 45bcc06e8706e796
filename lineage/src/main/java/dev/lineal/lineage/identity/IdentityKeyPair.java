package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * An Ed25519 identity (RFC 8032, the JDK's EdDSA). Its seed leaves only through {@link
 * #revealSeed()}, a name to search for; neither {@code toString} nor any error shows it.
 */
public final class IdentityKeyPair {
  /** Length of the seed in bytes. */
  public static final int SEED_BYTES = 32;

  private static final SignedPurpose SELF_TEST = new SignedPurpose("key-pair-self-test");

  private final IdentityKey publicKey;
  private final PrivateKey privateKey;

  private IdentityKeyPair(IdentityKey publicKey, PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** A fresh identity from the platform's random source. */
  public static IdentityKeyPair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new IdentityKeyPair(IdentityKey.of(pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw noEd25519(e);
    }
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
      EdECPrivateKeySpec spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed);
      PrivateKey privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
      IdentityKeyPair pair = new IdentityKeyPair(publicKey, privateKey);
      if (!publicKey.verifies(
          SELF_TEST, publicKey.bytes(), pair.sign(SELF_TEST, publicKey.bytes()))) {
        throw new IllegalArgumentException("seed: is not that of " + publicKey);
      }
      return pair;
    } catch (GeneralSecurityException e) {
      throw noEd25519(e);
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
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(privateKey);
      signer.update(head);
      signer.update(message);
      return IdentitySignature.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw noEd25519(e);
    }
  }

  /** A copy of the secret seed, for whoever stores it encrypted and clears it afterwards. */
  public byte[] revealSeed() {
    return ((EdECPrivateKey) privateKey).getBytes().orElseThrow();
  }

  private static IllegalStateException noEd25519(GeneralSecurityException cause) {
    return new IllegalStateException("Ed25519 is not available on this Java platform.", cause);
  }

  @Override
  public String toString() {
    return "IdentityKeyPair[" + publicKey + "]";
  }
}
