package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnEncryptionTest extends NoNativeLeaks {
  @ParameterizedTest
  @CsvSource({"INSECURE_TEST_10, 3", "STUDY_13, 3"})
  void isTheDocumentedEncryptionAndDecrypts(String set, int owners) {
    try (Study study = Study.of(HeParameters.named(set), owners)) {
      RingMath ring = study.ring;
      BigInteger[] m = study.message(44, new Random(1));
      ByteBuffer message = ring.buffer(ring.toNtt(m));
      ByteBuffer key = study.key.residues();
      byte[] packed =
          new ColumnEncryption(ring.parameters, key, Study.seeds(5)).encryptPacked(message);
      ByteBuffer residues = ResidueBuffers.allocate(ring.parameters, 2);
      ColumnEncryption same = new ColumnEncryption(ring.parameters, key, Study.seeds(5));
      same.encrypt(message, residues);
      assertArrayEquals(ring.unpack(packed, 0), ring.read(residues, 0));
      assertArrayEquals(ring.unpack(packed, 1), ring.read(residues, 1));
      assertFalse(Arrays.equals(packed, same.encryptPacked(message)), "fresh every time");

      byte[] stream = Study.seeds(5).get();
      long[][] v = ring.toNtt(ReferenceStreams.ternary(stream, 0, ring.n));
      for (int p = 0; p < 2; p++) {
        long[][] e = ring.toNtt(ReferenceStreams.noise(stream, p, ring.n));
        long[][] expected = ring.add(ring.multiply(ring.read(key, p), v), e);
        expected = p == 0 ? ring.add(expected, ring.toNtt(m)) : expected;
        assertArrayEquals(expected, ring.unpack(packed, p));
      }
      BigInteger[] error = study.decrypt(ring.unpack(packed, 0), ring.unpack(packed, 1));
      Arrays.setAll(error, k -> error[k].subtract(m[k]));
      // e v + e_0 + e_1 s: deviation 3.19 sqrt(2 n (2/3) owners + 1)
      double deviation = 3.19 * Math.sqrt(ring.n * 4.0 / 3 * owners + 1);
      double largest = RingMath.largest(error).doubleValue();
      assertTrue(largest < 6.5 * deviation, largest / deviation + " deviations");
      assertTrue(largest > 2 * deviation, largest / deviation + " deviations");
    }
  }
}
