package dev.lineal.jobs.gpu;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Ciphertexts of uniform residues under no key, the same in every process: both polynomials are
 * expanded from seeds. A few of them, taken in turn, fill rows of any length.
 */
record UniformCiphertexts(HeParameters parameters, long keyId) {
  private static final int DISTINCT = 16;

  /** What is made of a row of so many, at this scale; closed by the caller. */
  <T> T with(int count, int scaleBits, Function<List<Ciphertext>, T> made) {
    List<Ciphertext> distinct = new ArrayList<>();
    try {
      for (int i = 0; i < Math.min(count, DISTINCT); i++) {
        distinct.add(uniform(scaleBits, 2 * i));
      }
      List<Ciphertext> row = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        row.add(distinct.get(i % DISTINCT));
      }
      return made.apply(row);
    } finally {
      distinct.forEach(Ciphertext::close);
    }
  }

  private Ciphertext uniform(int scaleBits, int number) {
    byte[] packed = new byte[parameters.packedBytes()]; // zeros are residues too
    try (Ciphertext first =
        Ciphertext.ofSeed(parameters, scaleBits, keyId, seed(number), packed, 0)) {
      first.pack(1, 1, packed, 0);
    }
    return Ciphertext.ofSeed(parameters, scaleBits, keyId, seed(number + 1), packed, 0);
  }

  private static byte[] seed(int number) {
    return ByteBuffer.allocate(32).putInt(number).array();
  }
}
