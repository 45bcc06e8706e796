package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/**
 * A secp256k1 private key and what it signs. The key leaves this object only into a {@link
 * Keystore}; neither {@code toString} nor any error shows it.
 */
public final class Wallet {
  /** Length of a private key in bytes. */
  public static final int KEY_BYTES = 32;

  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();

  private final ECKeyPair keys;
  private final Address address;

  private Wallet(BigInteger privateKey) {
    this.keys = ECKeyPair.create(privateKey);
    this.address = Address.ofPublicKey(keys.getPublicKey());
  }

  /** A wallet with a fresh key from the platform's random source. */
  public static Wallet generate() {
    SecureRandom random = new SecureRandom();
    byte[] candidate = new byte[KEY_BYTES];
    do {
      random.nextBytes(candidate);
    } while (!isKey(candidate));
    return ofPrivateKey(candidate);
  }

  /** The wallet of a private key: 32 bytes, big-endian, 1 .. order - 1. The array is cleared. */
  public static Wallet ofPrivateKey(byte[] privateKey) {
    try {
      Require.range("private key length", privateKey.length, KEY_BYTES, KEY_BYTES);
      if (!isKey(privateKey)) {
        throw new IllegalArgumentException(
            "private key: must be at least 1 and below the order of secp256k1");
      }
      return new Wallet(new BigInteger(1, privateKey));
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  private static boolean isKey(byte[] candidate) {
    BigInteger value = new BigInteger(1, candidate);
    return value.signum() > 0 && value.compareTo(ORDER) < 0;
  }

  /** The account of this key. */
  public Address address() {
    return address;
  }

  /** Signs by RFC 6979: the same message gives the same signature. */
  public WalletSignature sign(TypedData data) {
    Sign.SignatureData signature = Sign.signMessage(data.hash(), keys, false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(WalletSignature.BYTES);
    bytes.writeBytes(signature.getR());
    bytes.writeBytes(signature.getS());
    bytes.writeBytes(signature.getV());
    return new WalletSignature(HexFormat.of().formatHex(bytes.toByteArray()));
  }

  /** Signs a transaction; the bytes that a node takes. */
  byte[] sign(RawTransaction transaction) {
    return TransactionEncoder.signMessage(transaction, Credentials.create(keys));
  }

  /** For the keystore only; the caller clears it. */
  byte[] privateKey() {
    return Numeric.toBytesPadded(keys.getPrivateKey(), KEY_BYTES);
  }

  @Override
  public String toString() {
    return "Wallet[" + address + "]";
  }
}
