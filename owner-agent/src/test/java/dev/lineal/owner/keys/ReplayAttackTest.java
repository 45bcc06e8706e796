package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The two attacks on repeated answers, each first against an owner that they break. */
class ReplayAttackTest extends NoNativeLeaks {
  private static final FixedPoint GAMMA = FixedPoint.powerOfTwo(40);
  private static final int REPLAYS = 700;

  /** What b_i + a s_i - round(gamma M_i) averages to; 0 everywhere means that s_i is known. */
  private static long wrongCoefficients(int n, IntFunction<BigInteger[]> noiseOfReplay) {
    long[] sum = new long[n];
    for (int replay = 0; replay < REPLAYS; replay++) {
      BigInteger[] noise = noiseOfReplay.apply(replay);
      for (int k = 0; k < n; k++) {
        sum[k] += noise[k].longValueExact();
      }
    }
    return Arrays.stream(sum).filter(x -> Math.round((double) x / REPLAYS) != 0).count();
  }

  @Test
  void averagingReplaysGivesNothing() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      RingMath ring = study.ring;
      // An owner with a fixed a and fresh noise loses its key: every coefficient is rounded off.
      byte[] key = Study.id(77);
      long lost = wrongCoefficients(ring.n, i -> ReferenceStreams.noise(key, i, ring.n));
      assertEquals(0, lost, "the attack itself must work");

      SecretShare share = study.shares.get(0);
      SlotRefresh refresh = new SlotRefresh(study.masks(83), GAMMA);
      RefreshItem request = Study.request(0, 5);
      ByteBuffer zero = ResidueBuffers.allocate(ring.parameters, 1);
      byte[] first = refresh.answer(share, request, zero).packed();
      for (int replay = 1; replay < REPLAYS; replay++) {
        assertArrayEquals(first, refresh.answer(share, request, zero).packed());
      }
      // c1 = 0, so H_i = -M_i is known to the attacker; all replays have this one noise.
      BigInteger[] mask = ring.fromNtt(ring.unpack(first, 0));
      byte[] seed = request.uniformSeed();
      long[][] a =
          ReferenceStreams.uniform(ring.parameters, seed, ReferenceStreams.REFRESH_UNIFORM);
      long[][] b = ring.add(ring.unpack(first, 1), ring.multiply(a, study.secretNtt(0)));
      BigInteger[] noise = ring.fromNtt(b);
      Arrays.setAll(noise, k -> noise[k].subtract(GAMMA.applyTo(mask[k].negate())));
      long wrong = wrongCoefficients(ring.n, i -> noise);
      assertTrue(wrong > 0.8 * ring.n, "coefficients that stay covered: " + wrong);
    }
  }

  @Test
  void twoRequestsNeverShareASeedOrAMask() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      RingMath ring = study.ring;
      SlotRefresh refresh = new SlotRefresh(study.masks(83), GAMMA);
      long[][] c1 = study.uniform(new Random(1));
      long[][] otherC1 = study.uniform(new Random(2));
      SecretShare share = study.shares.get(0);
      byte[] first = refresh.answer(share, Study.request(0, 5), ring.buffer(c1)).packed();
      byte[] second = refresh.answer(share, Study.request(0, 6), ring.buffer(otherC1)).packed();
      // One seed for both would leave b - b' = e - e' + gamma (M - M'), below 2^(log2 M - 38).
      BigInteger[] difference =
          ring.fromNtt(ring.subtract(ring.unpack(first, 1), ring.unpack(second, 1)));
      double maskBits = RingMath.log2(refreshBound(study));
      double bits = RingMath.log2(RingMath.largest(difference));
      assertTrue(bits > maskBits - 38 + 30, "b - b' has " + bits + " bits");
      // One mask for both would leave H - H' = (c1 - c1') s_i and with it the secret.
      long[][] h = ring.subtract(ring.unpack(first, 0), ring.unpack(second, 0));
      long[][] s = ring.multiply(ring.subtract(c1, otherC1), study.secretNtt(0));
      long equal = 0;
      for (int k = 0; k < ring.n; k++) {
        equal += h[0][k] == s[0][k] ? 1 : 0;
      }
      assertTrue(equal < 3);
    }
  }

  private static BigInteger refreshBound(Study study) {
    return study.masks(83).bound();
  }
}
