package dev.lineal.owner.keys;

import dev.lineal.he.Sha256;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Hashing of fields in a fixed order, and checks of byte fields. */
final class Bytes {
  static final int HASH = 32;

  private Bytes() {}

  /** A copy of a field that must have 32 bytes. */
  static byte[] hashSized(String field, byte[] value) {
    if (value.length != HASH) {
      throw new IllegalArgumentException(field + " has 32 bytes, not " + value.length + ".");
    }
    return value.clone();
  }

  static byte[] sha256(byte[]... parts) {
    MessageDigest digest = Sha256.digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** HMAC-SHA256; overwrites {@code key}. */
  static byte[] hmacSha256(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new WipedKey(key));
      for (byte[] part : parts) {
        mac.update(part);
      }
      byte[] result = mac.doFinal();
      mac.reset();
      return result;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] concatenate(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** 192-bit little-endian words of a number in 0 .. 2^192 - 1. */
  static long[] words(BigInteger value) {
    return new long[] {
      value.longValue(), value.shiftRight(64).longValue(), value.shiftRight(128).longValue()
    };
  }

  /** The number of three 64-bit words from {@code offset} on, least significant first. */
  static BigInteger number(long[] words, int offset) {
    byte[] bigEndian = new byte[24];
    for (int i = 0; i < 24; i++) {
      bigEndian[23 - i] = (byte) (words[offset + i / 8] >>> (8 * (i % 8)));
    }
    return new BigInteger(1, bigEndian);
  }

  /** Unlike SecretKeySpec this keeps no copy of its own. */
  private record WipedKey(byte[] key) implements SecretKey {
    @Override
    public String getAlgorithm() {
      return "HmacSHA256";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return key.clone();
    }
  }
}
