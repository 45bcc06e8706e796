package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshSeed;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotRefreshTest extends NoNativeLeaks {
  private static final int MESSAGE_BITS = 83;
  private static final FixedPoint RESCALING = FixedPoint.powerOfTwo(42);

  /** The cluster's side: c_0' of the refreshed ciphertext, whose c_1' is a. */
  private static long[][] combine(
      RingMath ring, long[][] c0, List<SlotAnswer> answers, FixedPoint gamma) {
    long[][] d = c0;
    long[][] b = ring.toNtt(zeros(ring.n));
    for (SlotAnswer answer : answers) {
      d = ring.add(d, ring.unpack(answer.packed(), 0));
      b = ring.add(b, ring.unpack(answer.packed(), 1));
    }
    BigInteger[] rounded = ring.fromNtt(d);
    Arrays.setAll(rounded, k -> gamma.applyTo(rounded[k]));
    return ring.add(b, ring.toNtt(rounded));
  }

  private static BigInteger[] zeros(int n) {
    BigInteger[] zeros = new BigInteger[n];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  private static long[][] a(RingMath ring, RefreshItem request) {
    byte[] seed = request.uniformSeed();
    return ReferenceStreams.uniform(ring.parameters, seed, ReferenceStreams.REFRESH_UNIFORM);
  }

  @ParameterizedTest
  @CsvSource({
    "INSECURE_TEST_10, 2, 1, 42",
    "INSECURE_TEST_10, 3, 1, 40",
    "INSECURE_TEST_10, 5, -2154786939862, 80",
    "STUDY_13, 3, 1, 42"
  })
  void givesGammaTimesTheMessageWithinRounding(String set, int owners, long numerator, int shift) {
    FixedPoint gamma = new FixedPoint(numerator, shift);
    try (Study study = Study.of(HeParameters.named(set), owners)) {
      Random random = new Random(5);
      BigInteger[] m = study.message(MESSAGE_BITS, random);
      List<long[][]> c = study.degreeTwo(m, random);
      SlotRefresh refresh = new SlotRefresh(study.masks(MESSAGE_BITS), gamma);
      ByteBuffer c1 = study.ring.buffer(c.get(1));
      ByteBuffer c2 = study.ring.buffer(c.get(2));
      RefreshItem request = Study.request(0, 9);
      List<SlotAnswer> answers =
          study.shares.stream().map(s -> refresh.answer(s, request, c1, c2)).toList();
      long[][] fresh = combine(study.ring, c.get(0), answers, gamma);
      BigInteger[] result = study.decrypt(fresh, a(study.ring, request));
      BigInteger worst = BigInteger.ZERO;
      for (int k = 0; k < study.ring.n; k++) {
        worst = worst.max(result[k].subtract(gamma.applyTo(m[k])).abs());
      }
      // (n + 1) / 2 by roundings, half a unit by gamma's own here, 29 of noise per owner at most
      int bound = (owners + 2) / 2 + 1 + 29 * owners;
      assertTrue(worst.intValueExact() <= bound, "error " + worst + ", allowed " + bound);
    }
  }

  @Test
  void refreshesDegreeOneAndAShareWithoutSquareRefusesDegreeTwo() {
    HeParameters set = HeParameters.INSECURE_TEST_10;
    try (Study study = Study.of(set, 2);
        SecretShare incomplete = SecretShare.generate(set)) {
      Random random = new Random(6);
      BigInteger[] m = study.message(MESSAGE_BITS, random);
      long[][] c1 = study.uniform(random);
      long[][] c0 =
          study.ring.subtract(study.ring.toNtt(m), study.ring.multiply(c1, study.jointSecret()));
      SlotRefresh refresh = new SlotRefresh(study.masks(MESSAGE_BITS), RESCALING);
      RefreshItem request = Study.request(0, 9);
      ByteBuffer operand = study.ring.buffer(c1);
      List<SlotAnswer> answers =
          study.shares.stream().map(s -> refresh.answer(s, request, operand)).toList();
      BigInteger[] result =
          study.decrypt(combine(study.ring, c0, answers, RESCALING), a(study.ring, request));
      Arrays.setAll(result, k -> result[k].subtract(RESCALING.applyTo(m[k])));
      assertTrue(RingMath.largest(result).intValueExact() <= 2 * 29 + 3);

      refresh.answer(incomplete, request, operand);
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> refresh.answer(incomplete, request, operand, operand));
      assertTrue(refused.getMessage().contains("no part of s^2"), refused.getMessage());
    }
  }

  /** Mask and noise, bit by bit, from the JDK's ChaCha20 and exact integers. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3", "0"})
  void masksAndNoiseAreTheDocumentedStreams(int tiny) {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      RingMath ring = study.ring;
      MaskBound masks =
          tiny == 0
              ? study.masks(MESSAGE_BITS)
              : new MaskBound(ring.parameters, BigInteger.valueOf(tiny), BigInteger.ONE);
      FixedPoint gamma = new FixedPoint(-3, tiny == 0 ? 40 : 1);
      RefreshItem request = Study.request(1, 10);
      long[][] zero = ring.toNtt(zeros(ring.n));
      SecretShare share = study.shares.get(0);
      SlotAnswer answer = new SlotRefresh(masks, gamma).answer(share, request, ring.buffer(zero));
      byte[] key = RefreshRandomness.slotKey(share, request, masks, gamma);
      BigInteger[] expected =
          ReferenceStreams.integers(key, ReferenceStreams.MASK, masks.bound(), ring.n);
      BigInteger[] minus = ring.fromNtt(ring.unpack(answer.packed(), 0));
      Arrays.setAll(minus, k -> minus[k].negate());
      assertArrayEquals(expected, minus);
      if (tiny > 0) {
        BigInteger most = BigInteger.valueOf(tiny);
        assertTrue(Arrays.asList(minus).contains(most));
        assertTrue(Arrays.asList(minus).contains(most.negate()));
      }
      long[][] as = ring.multiply(a(ring, request), study.secretNtt(0));
      BigInteger[] encrypted = ring.fromNtt(ring.add(ring.unpack(answer.packed(), 1), as));
      BigInteger[] noise = ReferenceStreams.noise(key, 0, ring.n);
      Arrays.setAll(noise, k -> noise[k].add(gamma.applyTo(expected[k])));
      assertArrayEquals(noise, encrypted);
    }
  }

  @Test
  void aRepeatGetsTheSameBytesAndEveryFieldOfTheRequestOtherOnes() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      SlotRefresh refresh = new SlotRefresh(study.masks(MESSAGE_BITS), RESCALING);
      ByteBuffer c1 = study.ring.buffer(study.uniform(new Random(8)));
      SecretShare share = study.shares.get(0);
      byte[] first = refresh.answer(share, Study.request(1, 9), c1, c1).packed();
      assertArrayEquals(first, refresh.answer(share, Study.request(1, 9), c1, c1).packed());
      byte[] i = Study.id(1);
      byte[] j = Study.id(2);
      byte[] digest = Study.id(9);
      List<RefreshItem> others =
          List.of(
              new RefreshItem(new RefreshSeed(j, j, 3, 4, digest), 1),
              new RefreshItem(new RefreshSeed(i, i, 3, 4, digest), 1),
              new RefreshItem(new RefreshSeed(i, j, 4, 4, digest), 1),
              new RefreshItem(new RefreshSeed(i, j, 3, 5, digest), 1),
              new RefreshItem(new RefreshSeed(i, j, 3, 4, digest), 2),
              new RefreshItem(new RefreshSeed(i, j, 3, 4, Study.id(8)), 1));
      for (RefreshItem other : others) {
        byte[] answer = refresh.answer(share, other, c1, c1).packed();
        for (int polynomial = 0; polynomial < 2; polynomial++) {
          long[][] x = study.ring.unpack(first, polynomial);
          long[][] y = study.ring.unpack(answer, polynomial);
          long equal =
              java.util.stream.IntStream.range(0, study.ring.n)
                  .filter(k -> x[0][k] == y[0][k])
                  .count();
          assertTrue(equal < 3, "equal residues: " + equal);
        }
      }
    }
  }

  @Test
  void otherTermsOfTheSameRequestNeverShareAMask() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      MaskBound masks = study.masks(MESSAGE_BITS);
      MaskBound narrower =
          new MaskBound(
              masks.parameters(), masks.bound().subtract(BigInteger.ONE), masks.messageBound());
      ByteBuffer zero = study.ring.buffer(study.ring.toNtt(zeros(study.ring.n)));
      Set<BigInteger> firsts = new HashSet<>();
      for (SlotRefresh refresh :
          List.of(
              new SlotRefresh(masks, RESCALING),
              new SlotRefresh(narrower, RESCALING),
              new SlotRefresh(masks, FixedPoint.powerOfTwo(41)),
              new SlotRefresh(masks, new FixedPoint(2, 40)))) {
        byte[] packed = refresh.answer(study.shares.get(0), Study.request(0, 9), zero).packed();
        firsts.add(study.ring.fromNtt(study.ring.unpack(packed, 0))[0]);
      }
      assertEquals(4, firsts.size());
    }
  }

  @Test
  void allButOneShareDecryptNothing() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 3)) {
      RingMath ring = study.ring;
      Random random = new Random(9);
      List<long[][]> c = study.degreeTwo(study.message(MESSAGE_BITS, random), random);
      SlotRefresh refresh = new SlotRefresh(study.masks(MESSAGE_BITS), RESCALING);
      RefreshItem request = Study.request(0, 9);
      ByteBuffer c1 = ring.buffer(c.get(1));
      ByteBuffer c2 = ring.buffer(c.get(2));
      List<SlotAnswer> answers =
          study.shares.stream().map(s -> refresh.answer(s, request, c1, c2)).toList();
      long[][] fresh = combine(ring, c.get(0), answers, RESCALING);
      long[][] two = ring.multiply(a(ring, request), study.jointSecret(2));
      BigInteger[] residual = ring.fromNtt(ring.add(fresh, two));
      int[] bins = new int[16]; // of the interval (-Q/2, Q/2]
      BigInteger q = ring.parameters.modulus();
      for (BigInteger x : residual) {
        bins[x.mod(q).shiftLeft(4).divide(q).intValueExact()]++;
      }
      double expected = ring.n / 16.0;
      double chi =
          Arrays.stream(bins).mapToDouble(b -> (b - expected) * (b - expected)).sum() / expected;
      assertTrue(chi < 15 + 4 * Math.sqrt(30), "chi-square over 16 bins: " + chi);
      assertTrue(RingMath.log2(RingMath.largest(residual)) > 160);
    }
  }

  @Test
  void refusesWhatIsNoOperandNamingIt() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2);
        SecretShare other = SecretShare.generate(HeParameters.INSECURE_TEST_11)) {
      SlotRefresh refresh = new SlotRefresh(study.masks(MESSAGE_BITS), RESCALING);
      SecretShare share = study.shares.get(0);
      RefreshItem request = Study.request(0, 1);
      long[][] c1 = study.uniform(new Random(3));
      ByteBuffer good = study.ring.buffer(c1);
      assertThrows(
          IllegalArgumentException.class,
          () -> refresh.answer(share, request, ByteBuffer.allocate(good.remaining())));
      assertThrows(
          IllegalArgumentException.class, () -> refresh.answer(share, request, good.slice(0, 64)));
      assertThrows(IllegalArgumentException.class, () -> refresh.answer(other, request, good));
      c1[2][5] = study.ring.q(2);
      HeFormatException refused =
          assertThrows(
              HeFormatException.class, () -> refresh.answer(share, request, study.ring.buffer(c1)));
      assertEquals(
          "operand polynomial 0, limb 2 has a residue not below its prime", refused.getMessage());
      FixedPoint large = new FixedPoint(1L << 42, 42);
      assertThrows(
          IllegalArgumentException.class,
          () -> new SlotRefresh(study.masks(MESSAGE_BITS), large).answer(share, request, good));
    }
  }

  @Test
  void anUnalignedOperandGivesTheSameAnswer() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      SlotRefresh refresh = new SlotRefresh(study.masks(MESSAGE_BITS), RESCALING);
      ByteBuffer aligned = study.ring.buffer(study.uniform(new Random(4)));
      ByteBuffer shifted = ByteBuffer.allocateDirect(aligned.remaining() + 128);
      shifted = shifted.alignedSlice(64).position(8).limit(8 + aligned.remaining());
      shifted.duplicate().put(aligned.duplicate());
      RefreshItem request = Study.request(0, 1);
      SecretShare share = study.shares.get(1);
      assertArrayEquals(
          refresh.answer(share, request, aligned).packed(),
          refresh.answer(share, request, shifted).packed());
      assertFalse(shifted.remaining() == 0);
    }
  }
}
