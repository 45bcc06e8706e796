package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the native samplers must give, from the JDK's ChaCha20 and exact arithmetic. */
final class ReferenceStreams {
  static final int REFRESH_UNIFORM = 4;
  static final int TERNARY = 16;
  static final int NOISE = 17;
  static final int MASK = 18;
  static final int FLOOD = 19;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
  private static final List<BigInteger> NOISE_TABLE = noiseTable();

  private ReferenceStreams() {}

  static long[] words(byte[] key, int domain, int index, int attempt, int count) {
    ByteBuffer nonce = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    nonce.putInt(domain).putInt(index).putInt(attempt);
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20");
      ChaCha20ParameterSpec from = new ChaCha20ParameterSpec(nonce.array(), 0);
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), from);
      long[] words = new long[count];
      ByteBuffer.wrap(cipher.doFinal(new byte[8 * count]))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer()
          .get(words);
      return words;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The uniform part of a refreshed ciphertext. */
  static long[][] uniform(HeParameters parameters, byte[] seed, int domain) {
    long[][] out = new long[HeParameters.LIMBS][parameters.ringDegree()];
    for (int l = 0; l < out.length; l++) {
      BigInteger q = BigInteger.valueOf(parameters.moduli().get(l));
      BigInteger limit = WORD.divide(q).multiply(q);
      long[] words = words(seed, domain, l, 0, out[l].length);
      for (int k = 0; k < words.length; k++) {
        BigInteger word = unsigned(words[k]);
        for (int attempt = 1; word.compareTo(limit) >= 0; attempt++) {
          word = unsigned(words(seed, domain, l, attempt, k + 1)[k]);
        }
        out[l][k] = word.mod(q).longValue();
      }
    }
    return out;
  }

  /** Uniform in [-bound, bound]. */
  static BigInteger[] integers(byte[] key, int domain, BigInteger bound, int count) {
    BigInteger size = bound.shiftLeft(1).add(BigInteger.ONE);
    BigInteger limit = BigInteger.ONE.shiftLeft(192).divide(size).multiply(size);
    long[][] words = new long[3][];
    for (int w = 0; w < 3; w++) {
      words[w] = words(key, domain, w, 0, count);
    }
    BigInteger[] integers = new BigInteger[count];
    for (int k = 0; k < count; k++) {
      BigInteger u = join(words[0][k], words[1][k], words[2][k]);
      for (int attempt = 1; u.compareTo(limit) >= 0; attempt++) {
        u =
            join(
                words(key, domain, 0, attempt, k + 1)[k],
                words(key, domain, 1, attempt, k + 1)[k],
                words(key, domain, 2, attempt, k + 1)[k]);
      }
      integers[k] = u.mod(size).subtract(bound);
    }
    return integers;
  }

  /** Uniform in {-1, 0, 1}; the one rejected word never occurs in a test. */
  static BigInteger[] ternary(byte[] key, int index, int count) {
    BigInteger[] ternary = new BigInteger[count];
    long[] words = words(key, TERNARY, index, 0, count);
    for (int k = 0; k < count; k++) {
      ternary[k] = unsigned(words[k]).mod(BigInteger.valueOf(3)).subtract(BigInteger.ONE);
    }
    return ternary;
  }

  static BigInteger[] noise(byte[] key, int index, int count) {
    long[] words = words(key, NOISE, index, 0, count);
    BigInteger[] noise = new BigInteger[count];
    for (int k = 0; k < count; k++) {
      BigInteger below = BigInteger.valueOf(words[k] & Long.MAX_VALUE);
      long size = NOISE_TABLE.stream().filter(entry -> below.compareTo(entry) >= 0).count();
      noise[k] = BigInteger.valueOf(words[k] < 0 ? -size : size);
    }
    return noise;
  }

  private static BigInteger unsigned(long word) {
    return word < 0 ? BigInteger.valueOf(word).add(WORD) : BigInteger.valueOf(word);
  }

  private static BigInteger join(long low, long middle, long high) {
    return unsigned(low).add(unsigned(middle).shiftLeft(64)).add(unsigned(high).shiftLeft(128));
  }

  /** round(2^63 P(|X| <= k)) for the discrete Gaussian of sigma 3.19, by 60-digit series. */
  private static List<BigInteger> noiseTable() {
    MathContext digits = new MathContext(60);
    BigDecimal step = exp(new BigDecimal("1").divide(new BigDecimal("20.3522"), digits), digits);
    List<BigDecimal> weights = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    for (int k = 0; k < 60; k++) {
      BigDecimal weight = BigDecimal.ONE.divide(step.pow(k * k, digits), digits);
      weights.add(k == 0 ? weight : weight.add(weight));
      total = total.add(weights.get(k));
    }
    List<BigInteger> table = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal one = new BigDecimal(BigInteger.ONE.shiftLeft(63));
    for (BigDecimal weight : weights) {
      sum = sum.add(weight);
      BigDecimal entry = sum.multiply(one).divide(total, digits);
      BigInteger rounded = entry.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
      if (rounded.bitLength() > 63) {
        break;
      }
      table.add(rounded);
    }
    return table;
  }

  private static BigDecimal exp(BigDecimal x, MathContext digits) {
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int k = 1; k < 60; k++) {
      term = term.multiply(x).divide(BigDecimal.valueOf(k), digits);
      sum = sum.add(term);
    }
    return sum;
  }
}
