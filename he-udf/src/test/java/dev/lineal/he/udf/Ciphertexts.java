package dev.lineal.he.udf;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.TestStudy;
import java.util.List;
import java.util.stream.IntStream;

/** Serialised ciphertexts of random values, and the Java API's answers on serialised operands. */
final class Ciphertexts {
  private Ciphertexts() {}

  /** {@code count} fresh ones of degree 1 at scale 2^42 under the key of {@code seed}. */
  static List<byte[]> fresh(HeParameters parameters, long seed, int count) {
    try (TestStudy study = new TestStudy(parameters, seed)) {
      return IntStream.range(0, count)
          .mapToObj(i -> study.random.doubles(parameters.slots(), -1, 1).toArray())
          .map(values -> study.encrypt(values).toBytes())
          .toList();
    }
  }

  static byte[] sum(List<byte[]> terms) {
    Ciphertext sum = Ciphertext.parse(terms.get(0));
    for (byte[] bytes : terms.subList(1, terms.size())) {
      try (Ciphertext term = Ciphertext.parse(bytes);
          Ciphertext last = sum) {
        sum = last.add(term);
      }
    }
    try (Ciphertext last = sum) {
      return last.toBytes();
    }
  }

  static byte[] dot(List<byte[]> a, List<byte[]> b) {
    List<Ciphertext> x = a.stream().map(Ciphertext::parse).toList();
    List<Ciphertext> y = b.stream().map(Ciphertext::parse).toList();
    try (Ciphertext product = Ciphertext.dot(x, y)) {
      return product.toBytes();
    } finally {
      x.forEach(Ciphertext::close);
      y.forEach(Ciphertext::close);
    }
  }

  static byte[] product(byte[] a, byte[] b) {
    return dot(List.of(a), List.of(b));
  }

  /** The same polynomials under another header: of this key id and scale. */
  static byte[] relabelled(byte[] bytes, long keyId, int scaleBits) {
    try (Ciphertext c = Ciphertext.parse(bytes)) {
      byte[] packed = new byte[(c.degree() + 1) * c.parameters().packedBytes()];
      c.pack(0, c.degree() + 1, packed, 0);
      try (Ciphertext other =
          Ciphertext.unpack(c.parameters(), c.degree(), scaleBits, keyId, packed, 0)) {
        return other.toBytes();
      }
    }
  }
}
