package dev.lineal.he;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** docs/formats.md's seed expansion, with the platform's ChaCha20. */
final class SlowSeed {
  private SlowSeed() {}

  /** The first words of the stream with nonce (domain, limb, attempt). */
  static long[] words(byte[] seed, int domain, int limb, int attempt, int count) {
    ByteBuffer nonce = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    nonce.putInt(domain).putInt(limb).putInt(attempt);
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(seed, "ChaCha20"),
          new ChaCha20ParameterSpec(nonce.array(), 0));
      ByteBuffer stream = ByteBuffer.wrap(cipher.doFinal(new byte[count * Long.BYTES]));
      long[] words = new long[count];
      stream.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
      return words;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Words below this reduce without bias: the largest multiple of q up to 2^64. */
  static long limit(long q) {
    return -Long.remainderUnsigned(Long.remainderUnsigned(-1L, q) + 1, q);
  }

  /** One uniform polynomial, [limb][N]. */
  static Residues expand(HeParameters parameters, byte[] seed, int domain) {
    int n = parameters.ringDegree();
    Residues a = Residues.zero(parameters, 1);
    for (int limb = 0; limb < HeParameters.LIMBS; limb++) {
      long q = parameters.moduli().get(limb);
      long[] words = words(seed, domain, limb, 0, n);
      for (int k = 0; k < n; k++) {
        long word = words[k];
        for (int attempt = 1; rejected(word, q); attempt++) {
          word = words(seed, domain, limb, attempt, k + 1)[k];
        }
        a.values()[0][limb][k] = Long.remainderUnsigned(word, q);
      }
    }
    return a;
  }

  static boolean rejected(long word, long q) {
    long limit = limit(q);
    return limit != 0 && Long.compareUnsigned(word, limit) >= 0;
  }
}
