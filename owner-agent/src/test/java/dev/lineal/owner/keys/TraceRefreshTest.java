package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshSeed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceRefreshTest extends NoNativeLeaks {
  private static final int MESSAGE_BITS = 88;
  private static final int FEATURES = 5;

  /** Shares of w and v at 2^60. */
  private record Weights(List<BigInteger> w, List<BigInteger> v) {
    static Weights zero() {
      List<BigInteger> zeros = Stream.generate(() -> BigInteger.ZERO).limit(FEATURES).toList();
      return new Weights(zeros, zeros);
    }
  }

  /** v' = decay w + round(gamma x), w' = (1 - eta) v' + eta v, and w' at 2^40. */
  private record Accelerated(FixedPoint gamma, FixedPoint decay, FixedPoint eta)
      implements IncrementRule<Weights> {
    @Override
    public Outcome<Weights> apply(Weights current, List<BigInteger> masks) {
      List<BigInteger> w = new ArrayList<>();
      List<BigInteger> v = new ArrayList<>();
      for (int j = 0; j < masks.size(); j++) {
        v.add(decay.applyTo(current.w().get(j)).add(gamma.applyTo(masks.get(j))));
        w.add(v.get(j).add(eta.applyTo(current.v().get(j).subtract(v.get(j)))));
      }
      List<BigInteger> constants = w.stream().map(FixedPoint.powerOfTwo(20)::applyTo).toList();
      return new Outcome<>(new Weights(w, v), constants);
    }
  }

  private static final Accelerated STEP =
      new Accelerated(
          FixedPoint.nearest(0x1.9p-24, 60),
          FixedPoint.nearest(0.999, 40),
          FixedPoint.nearest(-0.281, 40));

  private static TraceOperands operands(Study study, List<List<long[][]>> ciphertexts, int degree) {
    long[][][] polynomials =
        ciphertexts.stream()
            .flatMap(c -> c.subList(1, degree + 1).stream())
            .toArray(long[][][]::new);
    return new TraceOperands(study.ring.buffer(polynomials), ciphertexts.size(), degree);
  }

  private static List<List<long[][]>> ciphertexts(
      Study study, List<BigInteger> traces, Random random) {
    List<List<long[][]>> all = new ArrayList<>();
    for (BigInteger trace : traces) {
      BigInteger[] m = study.message(MESSAGE_BITS, random);
      m[0] = trace;
      all.add(study.degreeTwo(m, random));
    }
    return all;
  }

  private static List<BigInteger> traces(Random random) {
    return IntStream.range(0, FEATURES)
        .mapToObj(j -> new BigInteger(MESSAGE_BITS, random).subtract(BigInteger.ONE.shiftLeft(87)))
        .toList();
  }

  /** The cluster's d: c_0's constant coefficient and all owners' answers. */
  private static BigInteger masked(Study study, long[][] c0, List<long[]> h) {
    long[] sum = new long[HeParameters.LIMBS];
    for (int l = 0; l < sum.length; l++) {
      long q = study.ring.q(l);
      long total = 0;
      for (long residue : c0[l]) {
        total = (total + residue) % q;
      }
      sum[l] = RingMath.multiply(total, RingMath.power(study.ring.n, q - 2, q), q);
      for (long[] owner : h) {
        sum[l] = (sum[l] + owner[l]) % q;
      }
    }
    return study.ring.centred(sum);
  }

  private static int total(List<BigInteger> parts, BigInteger expected) {
    BigInteger sum = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
    return sum.subtract(expected).abs().intValueExact();
  }

  @ParameterizedTest
  @CsvSource({"INSECURE_TEST_10, 2", "INSECURE_TEST_10, 3", "INSECURE_TEST_10, 5", "STUDY_13, 3"})
  void acceleratedStepsOnSharesEqualThePlaintextSteps(String set, int owners) {
    try (Study study = Study.of(HeParameters.named(set), owners)) {
      Random random = new Random(11);
      TraceRefresh refresh = new TraceRefresh(study.masks(MESSAGE_BITS));
      List<Weights> shares = new ArrayList<>();
      IntStream.range(0, owners + 1).forEach(i -> shares.add(Weights.zero()));
      Weights plain = Weights.zero();
      for (int iteration = 0; iteration < 3; iteration++) {
        List<BigInteger> traces = traces(random);
        List<List<long[][]>> c = ciphertexts(study, traces, random);
        plain = STEP.apply(plain, traces).next();
        RefreshItem request =
            new RefreshItem(
                new RefreshSeed(Study.id(1), Study.id(2), iteration, 5, Study.id(iteration)), 7);
        List<TraceAnswer<Weights>> answers = new ArrayList<>();
        for (int i = 0; i < owners; i++) {
          answers.add(
              refresh.answer(
                  study.shares.get(i), request, operands(study, c, 2), shares.get(i), STEP));
          shares.set(i, answers.get(i).next());
        }
        List<BigInteger> d =
            IntStream.range(0, FEATURES)
                .mapToObj(
                    j ->
                        masked(
                            study, c.get(j).get(0), answers.stream().map(a -> a.trace(j)).toList()))
                .toList();
        IncrementRule.Outcome<Weights> cluster = STEP.apply(shares.get(owners), d);
        shares.set(owners, cluster.next());
        for (int j = 0; j < FEATURES; j++) {
          int feature = j;
          int allowed = 4 * (iteration + 1) * (owners + 2); // units of 2^-60
          assertTrue(
              total(shares.stream().map(s -> s.w().get(feature)).toList(), plain.w().get(j))
                  <= allowed);
          requireFresh(study, request, answers, cluster.constants().get(j), j, plain.w().get(j));
        }
      }
    }
  }

  /** The refreshed ciphertext of one weight holds w at 2^40 in its constant coefficient. */
  private static void requireFresh(
      Study study,
      RefreshItem request,
      List<TraceAnswer<Weights>> answers,
      BigInteger constant,
      int feature,
      BigInteger weight) {
    RingMath ring = study.ring;
    BigInteger[] m = new BigInteger[ring.n];
    java.util.Arrays.fill(m, BigInteger.ZERO);
    m[0] = constant;
    long[][] c0 = ring.toNtt(m);
    for (TraceAnswer<Weights> answer : answers) {
      c0 = ring.add(c0, ring.unpack(answer.encrypted(feature), 0));
    }
    byte[] seed = request.plus(feature).uniformSeed();
    long[][] a = ReferenceStreams.uniform(ring.parameters, seed, ReferenceStreams.REFRESH_UNIFORM);
    BigInteger[] result = study.decrypt(c0, a);
    result[0] = result[0].subtract(FixedPoint.powerOfTwo(20).applyTo(weight));
    int bound = 29 * answers.size() + answers.size() + 3;
    assertTrue(RingMath.largest(result).intValueExact() <= bound);
  }

  @Test
  void degreeOneIsTheFirstPolynomialAlone() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      Random random = new Random(12);
      List<List<long[][]>> c = new ArrayList<>();
      List<BigInteger> traces = traces(random);
      for (BigInteger trace : traces) {
        BigInteger[] m = study.message(MESSAGE_BITS, random);
        m[0] = trace;
        long[][] c1 = study.uniform(random);
        long[][] covered = study.ring.multiply(c1, study.jointSecret());
        c.add(List.of(study.ring.subtract(study.ring.toNtt(m), covered), c1));
      }
      TraceRefresh refresh = new TraceRefresh(study.masks(MESSAGE_BITS));
      List<List<BigInteger>> drawn = new ArrayList<>();
      IncrementRule<Integer> keep =
          (current, masks) -> {
            drawn.add(masks);
            return new IncrementRule.Outcome<>(current + 1, masks);
          };
      List<TraceAnswer<Integer>> answers =
          study.shares.stream()
              .map(s -> refresh.answer(s, Study.request(0, 1), operands(study, c, 1), 0, keep))
              .toList();
      for (int j = 0; j < FEATURES; j++) {
        int item = j;
        BigInteger d =
            masked(study, c.get(j).get(0), answers.stream().map(a -> a.trace(item)).toList());
        assertEquals(traces.get(j), d.add(drawn.get(0).get(j)).add(drawn.get(1).get(j)));
      }
    }
  }

  /** Every trace has its own mask, from the documented stream, and repeats it exactly. */
  @Test
  void masksAndNoiseAreTheDocumentedStreamsAndRepeat() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      Random random = new Random(13);
      TraceOperands operands = operands(study, ciphertexts(study, traces(random), random), 2);
      MaskBound masks = study.masks(MESSAGE_BITS);
      SecretShare share = study.shares.get(0);
      List<BigInteger> seen = new ArrayList<>();
      IncrementRule<Integer> keep =
          (current, m) -> {
            seen.addAll(m);
            return new IncrementRule.Outcome<>(current, m);
          };
      RefreshItem request = Study.request(20, 3);
      TraceRefresh refresh = new TraceRefresh(masks);
      TraceAnswer<Integer> first = refresh.answer(share, request, operands, 0, keep);
      TraceAnswer<Integer> again = refresh.answer(share, request, operands, 0, keep);
      assertArrayEquals(first.traces(), again.traces());
      assertArrayEquals(first.encrypted(), again.encrypted());
      for (int j = 0; j < FEATURES; j++) {
        byte[] key = RefreshRandomness.traceKey(share, request.plus(j), masks);
        BigInteger expected =
            ReferenceStreams.integers(key, ReferenceStreams.MASK, masks.bound(), 8)[0];
        assertEquals(expected, seen.get(j));
        assertEquals(expected, seen.get(FEATURES + j));
        BigInteger[] plain = ReferenceStreams.noise(key, 0, study.ring.n);
        plain[0] = plain[0].add(expected); // this rule encrypts the masks themselves
        long[][] a =
            ReferenceStreams.uniform(
                study.ring.parameters,
                request.plus(j).uniformSeed(),
                ReferenceStreams.REFRESH_UNIFORM);
        long[][] as = study.ring.multiply(a, study.secretNtt(0));
        assertArrayEquals(
            study.ring.toNtt(plain), study.ring.add(study.ring.unpack(first.encrypted(j), 0), as));
      }
      assertNotEquals(seen.get(0), seen.get(1));
      assertFalse(first.toString().contains(seen.get(0).toString()));
    }
  }

  @Test
  void aRuleWithTooFewConstantsIsRefused() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      Random random = new Random(14);
      TraceOperands operands = operands(study, ciphertexts(study, traces(random), random), 2);
      IncrementRule<Integer> none = (x, m) -> new IncrementRule.Outcome<>(x, List.of());
      TraceRefresh refresh = new TraceRefresh(study.masks(MESSAGE_BITS));
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> refresh.answer(study.shares.get(0), Study.request(0, 1), operands, 0, none));
      assertEquals("The rule returned 0 constants for 5 traces.", refused.getMessage());
    }
  }
}
