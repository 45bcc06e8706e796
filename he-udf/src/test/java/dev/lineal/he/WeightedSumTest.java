package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sums of polynomials times constants, against the same in BigInteger. */
@ExtendWith(NoLiveHandles.class)
class WeightedSumTest {
  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private final Random random = new Random(4);

  private Ciphertext any(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    byte[] c0 = new byte[SET.packedBytes()];
    try (Ciphertext uniform =
        Ciphertext.ofSeed(SET, 40, 7, bytes, new byte[SET.packedBytes()], 0)) {
      uniform.pack(1, 1, c0, 0);
    }
    bytes[1] = 1;
    return Ciphertext.ofSeed(SET, 40, 7, bytes, c0, 0);
  }

  private long[] constant() {
    return SET.moduli().stream().mapToLong(q -> random.nextLong(1, q)).toArray();
  }

  private static long residue(Polynomials of, int index) {
    return of.withResidues(all -> all.getLong(index * Long.BYTES));
  }

  @Test
  void sum_isThatOfBigIntegers() {
    List<long[]> constants = List.of(constant(), constant(), constant());
    List<Ciphertext> terms = List.of(any(1), any(2), any(3));
    try (WeightedSum sum = new WeightedSum(SET, 2)) {
      for (int i = 0; i < terms.size(); i++) {
        sum.add(terms.get(i), constants.get(i));
      }
      int n = SET.ringDegree();
      for (int index = 0; index < 2 * HeParameters.LIMBS * n; index += 97) {
        int limb = index / n % HeParameters.LIMBS;
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < terms.size(); i++) {
          BigInteger product =
              BigInteger.valueOf(residue(terms.get(i), index))
                  .multiply(BigInteger.valueOf(constants.get(i)[limb]));
          expected = expected.add(product);
        }
        BigInteger q = BigInteger.valueOf(SET.moduli().get(limb));
        assertEquals(expected.mod(q).longValue(), residue(sum, index), "index " + index);
      }
      byte[] packed = sum.packed();
      try (WeightedSum again = WeightedSum.unpack(SET, 2, packed, 0)) {
        assertArrayEquals(packed, again.packed());
      }
    } finally {
      terms.forEach(Ciphertext::close);
    }
  }

  @Test
  void add_refusesOtherShapesAndConstants() {
    long[] tooLarge = constant();
    tooLarge[2] = SET.moduli().get(2);
    try (WeightedSum sum = new WeightedSum(SET, 1);
        WeightedSum two = new WeightedSum(SET, 2);
        Ciphertext term = any(1)) {
      assertThrows(IllegalArgumentException.class, () -> sum.add(term, constant()));
      assertThrows(IllegalArgumentException.class, () -> two.add(term, new long[3]));
      String message =
          assertThrows(IllegalArgumentException.class, () -> two.add(term, tooLarge)).getMessage();
      assertEquals("a coefficient is not below its prime", message);
    }
  }
}
