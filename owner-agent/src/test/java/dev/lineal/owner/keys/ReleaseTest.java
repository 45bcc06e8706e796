package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReleaseTest extends NoNativeLeaks {
  private static final int VALUES = 4000;

  @Test
  void addsGaussianNoiseInValueUnitsOnceAndForAll() {
    try (SecretShare share = SecretShare.generate(HeParameters.INSECURE_TEST_10)) {
      Release release = new Release(new FixedPoint(3, 22), 30); // sigma = 768 units of 2^-30
      Random random = new Random(2);
      List<BigInteger> shares =
          Stream.generate(() -> new BigInteger(150, random).subtract(BigInteger.ONE.shiftLeft(149)))
              .limit(VALUES)
              .toList();
      RefreshItem request = Study.request(0, 4);
      List<BigInteger> released = release.apply(share, request, shares);
      assertEquals(released, release.apply(share, request, shares));
      assertNotEquals(released, release.apply(share, Study.request(0, 5), shares));
      double sum = 0;
      double squares = 0;
      for (int j = 0; j < VALUES; j++) {
        BigInteger rounded = FixedPoint.powerOfTwo(30).applyTo(shares.get(j));
        double noise = released.get(j).subtract(rounded).doubleValue() / 768;
        sum += noise;
        squares += noise * noise;
      }
      assertEquals(0, sum / VALUES, 4 / Math.sqrt(VALUES));
      assertEquals(1, squares / VALUES, 4 * Math.sqrt(2.0 / VALUES));
    }
  }

  /** The probabilities of a small deviation, value by value. */
  @Test
  void theSamplerFollowsTheDiscreteGaussian() {
    DiscreteGaussian gaussian =
        new DiscreteGaussian(
            BigInteger.valueOf(3), BigInteger.TWO, new ChaChaBits(Study.id(8))); // sigma 1.5
    int draws = 40_000;
    int[] counts = new int[17];
    for (int i = 0; i < draws; i++) {
      counts[Math.max(-8, Math.min(8, gaussian.next().intValue())) + 8]++;
    }
    double total = 0;
    for (int x = -40; x <= 40; x++) {
      total += Math.exp(-x * x / 4.5);
    }
    for (int x = -5; x <= 5; x++) {
      double p = Math.exp(-x * x / 4.5) / total;
      assertEquals(draws * p, counts[x + 8], 4.5 * Math.sqrt(draws * p));
    }
  }

  @Test
  void noiseThatWouldNotHideTheRoundingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Release(FixedPoint.powerOfTwo(31), 40));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Release(FixedPoint.powerOfTwo(20), 20));
    assertTrue(refused.getMessage().contains("4 units of 2^-20"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Release(FixedPoint.powerOfTwo(2), 60));
  }
}
