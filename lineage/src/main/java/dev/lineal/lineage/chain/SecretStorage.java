package dev.lineal.lineage.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.web3j.crypto.Hash;

/**
 * The text of a keystore: Web3 Secret Storage Definition, version 3; scrypt (RFC 7914),
 * AES-128-CTR, Keccak-256 over the second half of the derived key and the ciphertext.
 */
final class SecretStorage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();
  private static final int DERIVED_BYTES = 32;

  /** scrypt needs 128 n r bytes; a file must not make us take more than this. */
  private static final long MAX_SCRYPT_BYTES = 512L << 20;

  private SecretStorage() {}

  private record Scrypt(int n, int r, int p, byte[] salt) {
    Scrypt {
      if (Integer.bitCount(n) != 1 || n < 2) {
        throw new IllegalArgumentException("crypto.kdfparams.n must be a power of two");
      }
      Require.range("crypto.kdfparams.r", r, 1, 1024);
      Require.range("crypto.kdfparams.p", p, 1, 16);
      Require.range("crypto.kdfparams: 128 n r", 128L * n * r, 1, MAX_SCRYPT_BYTES);
    }

    byte[] derive(char[] passphrase) {
      ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
      byte[] secret = Arrays.copyOf(utf8.array(), utf8.limit());
      try {
        return SCrypt.generate(secret, salt, n, r, p, DERIVED_BYTES);
      } finally {
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(utf8.array(), (byte) 0);
      }
    }
  }

  /**
   * Seals a secret of {@link Wallet#KEY_BYTES} bytes, which is cleared.
   *
   * @param address of the key where it is a wallet's
   */
  static byte[] seal(byte[] key, Optional<Address> address, char[] passphrase, Keystore.Cost cost) {
    Scrypt scrypt = new Scrypt(cost.n(), 8, 1, random(32));
    byte[] derived = scrypt.derive(passphrase);
    byte[] iv = random(16);
    try {
      byte[] ciphertext = aes(derived, iv, key);
      return write(address, scrypt, iv, ciphertext, mac(derived, ciphertext));
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static byte[] write(
      Optional<Address> address, Scrypt scrypt, byte[] iv, byte[] ciphertext, byte[] mac) {
    ObjectNode file = JSON.createObjectNode();
    file.put("version", 3);
    file.put("id", UUID.randomUUID().toString());
    address.ifPresent(of -> file.put("address", HEX.formatHex(of.bytes())));
    ObjectNode crypto = file.putObject("crypto");
    crypto.put("cipher", "aes-128-ctr");
    crypto.putObject("cipherparams").put("iv", HEX.formatHex(iv));
    crypto.put("ciphertext", HEX.formatHex(ciphertext));
    crypto.put("kdf", "scrypt");
    ObjectNode parameters = crypto.putObject("kdfparams");
    parameters.put("dklen", DERIVED_BYTES);
    parameters.put("n", scrypt.n).put("r", scrypt.r).put("p", scrypt.p);
    parameters.put("salt", HEX.formatHex(scrypt.salt));
    crypto.put("mac", HEX.formatHex(mac));
    try {
      return JSON.writeValueAsBytes(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A keystore could not be written as JSON.", e);
    }
  }

  /** Empty where the passphrase does not fit; a broken file is an IllegalArgumentException. */
  static Optional<Wallet> openWallet(byte[] content, char[] passphrase) {
    Optional<Wallet> wallet = open(content, passphrase).map(Wallet::ofPrivateKey);
    wallet.ifPresent(of -> checkAddress(parse(content).path("address"), of.address()));
    return wallet;
  }

  /** The secret, which the caller clears; empty where the passphrase does not fit. */
  static Optional<byte[]> open(byte[] content, char[] passphrase) {
    JsonNode file = parse(content);
    JsonNode crypto = file.path("crypto");
    expect(file.path("version"), "version", "3");
    expect(crypto.path("cipher"), "crypto.cipher", "aes-128-ctr");
    expect(crypto.path("kdf"), "crypto.kdf", "scrypt");
    JsonNode parameters = crypto.path("kdfparams");
    expect(parameters.path("dklen"), "crypto.kdfparams.dklen", "32");
    Scrypt scrypt =
        new Scrypt(
            parameters.path("n").asInt(),
            parameters.path("r").asInt(),
            parameters.path("p").asInt(),
            hex(parameters, "crypto.kdfparams.salt", "salt"));
    byte[] ciphertext = hex(crypto, "crypto.ciphertext", "ciphertext");
    byte[] iv = hex(crypto.path("cipherparams"), "crypto.cipherparams.iv", "iv");
    byte[] mac = hex(crypto, "crypto.mac", "mac");
    Require.range(
        "crypto.ciphertext length", ciphertext.length, Wallet.KEY_BYTES, Wallet.KEY_BYTES);
    Require.range("crypto.cipherparams.iv length", iv.length, 16, 16);
    byte[] derived = scrypt.derive(passphrase);
    try {
      if (!MessageDigest.isEqual(mac(derived, ciphertext), mac)) {
        return Optional.empty();
      }
      return Optional.of(aes(derived, iv, ciphertext));
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static void checkAddress(JsonNode claimed, Address address) {
    String digits = claimed.asText().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    if (!claimed.isMissingNode() && !digits.equals(HEX.formatHex(address.bytes()))) {
      throw new IllegalArgumentException("address is not that of the key inside, " + address);
    }
  }

  private static JsonNode parse(byte[] content) {
    try {
      JsonNode file = JSON.readTree(content);
      if (file != null && file.isObject()) {
        return file;
      }
    } catch (IOException notJson) {
      // Told below, without the text: it may hold what a person pasted by mistake.
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  private static void expect(JsonNode value, String name, String wanted) {
    if (!value.asText().equals(wanted)) {
      throw new IllegalArgumentException(name + " must be " + wanted);
    }
  }

  private static byte[] hex(JsonNode parent, String name, String field) {
    try {
      JsonNode value = parent.path(field);
      if (value.isTextual()) {
        return HEX.parseHex(value.asText());
      }
    } catch (IllegalArgumentException notHex) {
      // Told below, without the value.
    }
    throw new IllegalArgumentException(name + " must be bytes in hex");
  }

  private static byte[] mac(byte[] derived, byte[] ciphertext) {
    byte[] input = Arrays.copyOfRange(derived, 16, 32 + ciphertext.length);
    System.arraycopy(ciphertext, 0, input, 16, ciphertext.length);
    return Hash.sha3(input);
  }

  /** CTR mode: the same call encrypts and decrypts. */
  private static byte[] aes(byte[] derived, byte[] iv, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, 0, 16, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-128-CTR is not available on this Java platform.", e);
    }
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }
}
