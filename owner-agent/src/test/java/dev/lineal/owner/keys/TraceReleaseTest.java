package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceReleaseTest extends NoNativeLeaks {
  private static final int FLOOD_BITS = 44;

  @Test
  void givesTheTracePlusTheDocumentedFloods() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 3)) {
      RingMath ring = study.ring;
      Random random = new Random(3);
      BigInteger[] m = study.message(88, random);
      List<long[][]> c = study.degreeTwo(m, random);
      TraceOperands operands = new TraceOperands(ring.buffer(c.get(1), c.get(2)), 1, 2);
      TraceRelease release = new TraceRelease(ring.parameters, FLOOD_BITS);
      RefreshItem request = Study.request(0, 1);
      BigInteger sum = ring.fromNtt(c.get(0))[0];
      BigInteger expected = m[0];
      BigInteger bound = BigInteger.ONE.shiftLeft(FLOOD_BITS);
      for (SecretShare share : study.shares) {
        long[] h = release.answer(share, request, operands);
        assertArrayEquals(h, release.answer(share, request, operands));
        sum = sum.add(ring.centred(h));
        byte[] key = RefreshRandomness.floodKey(share, request, FLOOD_BITS);
        expected =
            expected.add(ReferenceStreams.integers(key, ReferenceStreams.FLOOD, bound, 8)[0]);
      }
      assertEquals(expected.mod(ring.parameters.modulus()), sum.mod(ring.parameters.modulus()));
    }
  }

  @Test
  void aFloodOutsideItsRangeIsRefused() {
    for (int bits : new int[] {39, 129, -1}) {
      assertThrows(
          IllegalArgumentException.class, () -> new TraceRelease(HeParameters.STUDY_13, bits));
    }
  }
}
