package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/**
 * A licensee's X25519 key pair (RFC 7748, the JDK's XDH), which opens what owners release. The
 * secret leaves only through {@link #revealSecret()}, a name to search for.
 */
public final class SealingKeyPair implements AutoCloseable {
  /** Length of the secret in bytes. */
  public static final int SECRET_BYTES = 32;

  private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

  private final SealingKey publicKey;
  private final byte[] secret;

  private SealingKeyPair(SealingKey publicKey, byte[] secret) {
    this.publicKey = publicKey;
    this.secret = secret;
  }

  /** A fresh pair from the platform's random source. */
  public static SealingKeyPair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      byte[] secret = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
      return new SealingKeyPair(publicKey(((XECPublicKey) pair.getPublic()).getU()), secret);
    } catch (GeneralSecurityException e) {
      throw noX25519(e);
    }
  }

  /** The pair of a stored secret: 32 bytes, which this object takes over. */
  public static SealingKeyPair restore(byte[] secret) {
    Require.range("secret length", secret.length, SECRET_BYTES, SECRET_BYTES);
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
      agreement.doPhase(
          keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT)), true);
      return new SealingKeyPair(SealingKey.of(agreement.generateSecret()), secret);
    } catch (GeneralSecurityException e) {
      throw noX25519(e);
    }
  }

  /** The coordinate u, little-endian. */
  private static SealingKey publicKey(BigInteger u) {
    byte[] big = u.toByteArray();
    byte[] little = new byte[SealingKey.BYTES];
    for (int i = 0; i < Math.min(big.length, little.length); i++) {
      little[i] = big[big.length - 1 - i];
    }
    return SealingKey.of(little);
  }

  public SealingKey publicKey() {
    return publicKey;
  }

  /** A copy of the secret, for whoever stores it encrypted or opens a release and clears it. */
  public byte[] revealSecret() {
    return secret.clone();
  }

  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  private static IllegalStateException noX25519(GeneralSecurityException cause) {
    return new IllegalStateException("X25519 is not available on this Java platform.", cause);
  }

  @Override
  public String toString() {
    return "SealingKeyPair[" + publicKey + "]";
  }
}
