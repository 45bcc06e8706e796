package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.GradientAccumulator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masked traces of columns times residuals, which nobody forms, against the products formed. */
class ColumnTracesTest extends NoNativeLeaks {
  private static final int MESSAGE_BITS = 88;
  private static final int BLOCKS = 3;
  private static final int COLUMNS = 5;
  private static final RefreshItem FIRST = Study.request(0, 6);

  /** A study, and uniform residues as its ciphertexts: whatever they are, traces are exact. */
  private static final class Fixture implements AutoCloseable {
    final Study study;
    final List<EncryptedBlock> blocks = new ArrayList<>();
    final List<Ciphertext> residuals = new ArrayList<>();
    final TraceRefresh refresh;
    final MaskBound masks;

    Fixture(HeParameters set, int owners) {
      study = Study.of(set, owners);
      masks = study.masks(MESSAGE_BITS);
      refresh = new TraceRefresh(masks);
      Random random = new Random(17);
      for (int b = 0; b < BLOCKS; b++) {
        List<Ciphertext> columns =
            Stream.generate(() -> uniform(random, HeParameters.COLUMN_SCALE_BITS))
                .limit(COLUMNS)
                .toList();
        blocks.add(new EncryptedBlock(columns));
        columns.forEach(Ciphertext::close);
        residuals.add(uniform(random, HeParameters.REFRESHED_SCALE_BITS));
      }
    }

    private Ciphertext uniform(Random random, int scaleBits) {
      HeParameters set = study.ring.parameters;
      byte[] packed = new byte[2 * set.packedBytes()];
      for (int p = 0; p < 2; p++) {
        byte[] one =
            JointKey.of(set, Study.id(1), study.ring.buffer(study.uniform(random))).packed();
        System.arraycopy(one, 0, packed, p * one.length, one.length);
      }
      return Ciphertext.unpack(set, 1, scaleBits, 7, packed, 0);
    }

    ColumnOperands columns(int first, int count) {
      return new ColumnOperands(blocks, residuals, first, count);
    }

    TraceRefresh.Masked masked(
        int owner, RefreshItem first, ColumnOperands columns, boolean withC0) {
      return refresh.masked(study.shares.get(owner), first, columns, withC0);
    }

    TraceRefresh.Masked all(int owner, boolean withC0) {
      return masked(owner, FIRST, columns(0, COLUMNS), withC0);
    }

    /** c_0, c_1, c_2 of a column's products, summed over the blocks, by other arithmetic. */
    List<long[][]> formed(int column) {
      RingMath ring = study.ring;
      List<long[][]> sum = new ArrayList<>(Stream.generate(this::zero).limit(3).toList());
      for (int b = 0; b < BLOCKS; b++) {
        try (Ciphertext x = blocks.get(b).column(column)) {
          List<long[][]> left = polynomials(x);
          List<long[][]> right = polynomials(residuals.get(b));
          for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
              long[][] term = ring.multiply(left.get(i), right.get(j));
              sum.set(i + j, ring.add(sum.get(i + j), term));
            }
          }
        }
      }
      return sum;
    }

    private long[][] zero() {
      return new long[HeParameters.LIMBS][study.ring.n];
    }

    private List<long[][]> polynomials(Ciphertext ciphertext) {
      byte[] packed = new byte[2 * study.ring.parameters.packedBytes()];
      ciphertext.pack(0, 2, packed, 0);
      return List.of(study.ring.unpack(packed, 0), study.ring.unpack(packed, 1));
    }

    BigInteger constant(long[][] polynomial) {
      return study.ring.fromNtt(polynomial)[0];
    }

    /** Modulo Q, centred. */
    BigInteger centred(BigInteger value) {
      return study.ring.centred(study.ring.parameters.residues(value));
    }

    @Override
    public void close() {
      blocks.forEach(EncryptedBlock::close);
      residuals.forEach(Ciphertext::close);
      study.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"INSECURE_TEST_10, 2", "INSECURE_TEST_10, 3", "STUDY_13, 3"})
  void masksAndMaskedTracesOfAllAddUpToTheDecryptedTrace(String set, int owners) {
    try (Fixture f = new Fixture(HeParameters.named(set), owners)) {
      RingMath ring = f.study.ring;
      long[][] s = f.study.jointSecret();
      List<TraceRefresh.Masked> answers =
          IntStream.range(0, owners).mapToObj(owner -> f.all(owner, owner == 0)).toList();
      for (int j = 0; j < COLUMNS; j++) {
        int column = j;
        List<long[][]> g = f.formed(j);
        long[][] covered = ring.add(g.get(1), ring.multiply(g.get(2), s));
        BigInteger trace = f.constant(ring.add(g.get(0), ring.multiply(covered, s)));
        BigInteger sum =
            answers.stream()
                .map(one -> ring.centred(one.trace(column)).add(one.masks().get(column)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertEquals(trace, f.centred(sum));
      }
    }
  }

  /** h_i + M_i = (1/N) sum (c_1 s_i + c_2 t_i), for each owner alone. */
  @Test
  void anOwnersTraceIsOfItsOwnShares() {
    try (Fixture f = new Fixture(HeParameters.INSECURE_TEST_10, 3)) {
      RingMath ring = f.study.ring;
      for (int owner = 0; owner < 3; owner++) {
        TraceRefresh.Masked mine = f.all(owner, false);
        for (int j = 0; j < COLUMNS; j++) {
          List<long[][]> g = f.formed(j);
          long[][] covered =
              ring.add(
                  ring.multiply(g.get(1), f.study.secretNtt(owner)),
                  ring.multiply(g.get(2), f.study.square(owner)));
          BigInteger open = ring.centred(mine.trace(j)).add(mine.masks().get(j));
          assertEquals(f.constant(covered), f.centred(open));
        }
      }
    }
  }

  /** What the cluster would have added otherwise, and nothing of the masks. */
  @Test
  void c0ComesInAsItsConstantAlone() {
    try (Fixture f = new Fixture(HeParameters.INSECURE_TEST_10, 2);
        GradientAccumulator formed =
            new GradientAccumulator(f.study.ring.parameters, 7, COLUMNS, 82)) {
      formed.add(f.blocks, f.residuals);
      TraceRefresh.Masked with = f.all(1, true);
      TraceRefresh.Masked without = f.all(1, false);
      assertEquals(without.masks(), with.masks());
      for (int j = 0; j < COLUMNS; j++) {
        BigInteger difference =
            f.study.ring.centred(with.trace(j)).subtract(f.study.ring.centred(without.trace(j)));
        assertEquals(f.study.ring.centred(formed.constantOfC0(j)), f.centred(difference));
        assertEquals(f.constant(f.formed(j).get(0)), f.centred(difference));
      }
    }
  }

  /** Columns are cut among cores, whose number must not be in an answer. */
  @Test
  void partsGiveWhatTheWholeGives() {
    try (Fixture f = new Fixture(HeParameters.INSECURE_TEST_10, 2)) {
      for (boolean withC0 : new boolean[] {true, false}) {
        TraceRefresh.Masked whole = f.all(0, withC0);
        assertEquals(COLUMNS * HeParameters.LIMBS, whole.traces().length);
        for (int cut = 1; cut < COLUMNS; cut++) {
          TraceRefresh.Masked low = f.masked(0, FIRST, f.columns(0, cut), withC0);
          TraceRefresh.Masked high =
              f.masked(
                  0,
                  FIRST.plus(cut),
                  f.columns(1, COLUMNS - 1).part(cut - 1, COLUMNS - cut),
                  withC0);
          for (int j = 0; j < COLUMNS; j++) {
            TraceRefresh.Masked part = j < cut ? low : high;
            int at = j < cut ? j : j - cut;
            assertArrayEquals(whole.trace(j), part.trace(at));
            assertEquals(whole.masks().get(j), part.masks().get(at));
          }
        }
      }
    }
  }

  @Test
  void masksAreTheDocumentedStreamAndTheSeedsOwn() {
    try (Fixture f = new Fixture(HeParameters.INSECURE_TEST_10, 2)) {
      TraceRefresh.Masked first = f.all(0, true);
      TraceRefresh.Masked again = f.all(0, true);
      assertArrayEquals(first.traces(), again.traces());
      assertEquals(first.masks(), again.masks());
      for (int j = 0; j < COLUMNS; j++) {
        byte[] key = RefreshRandomness.traceKey(f.study.shares.get(0), FIRST.plus(j), f.masks);
        assertEquals(
            ReferenceStreams.integers(key, ReferenceStreams.MASK, f.masks.bound(), 8)[0],
            first.masks().get(j));
        assertFalse(first.toString().contains(first.masks().get(j).toString()));
      }
      List<BigInteger> seen = new ArrayList<>(first.masks());
      seen.addAll(f.all(1, true).masks());
      for (int digest = 7; digest < 40; digest++) {
        seen.addAll(f.masked(0, Study.request(0, digest), f.columns(0, COLUMNS), true).masks());
      }
      Set<BigInteger> different = new HashSet<>(seen);
      assertEquals(35 * COLUMNS, different.size());
      BigInteger most = f.masks.bound();
      assertTrue(seen.stream().allMatch(mask -> mask.abs().compareTo(most) <= 0));
      BigInteger half = most.shiftRight(1);
      assertTrue(seen.stream().anyMatch(mask -> mask.compareTo(half) > 0), "some are large");
      assertTrue(seen.stream().anyMatch(mask -> mask.negate().compareTo(half) > 0), "and below 0");
    }
  }

  @Test
  void columnsAndResidualsGoTogether() {
    try (Fixture f = new Fixture(HeParameters.INSECURE_TEST_10, 2)) {
      assertThrows(IllegalArgumentException.class, () -> f.columns(1, COLUMNS));
      assertThrows(IllegalArgumentException.class, () -> f.columns(-1, 2));
      assertThrows(IllegalArgumentException.class, () -> f.columns(0, 0));
      assertThrows(
          IllegalArgumentException.class,
          () -> new ColumnOperands(f.blocks, f.residuals.subList(1, BLOCKS), 0, 1));
      IllegalArgumentException none =
          assertThrows(
              IllegalArgumentException.class, () -> new ColumnOperands(List.of(), List.of(), 0, 1));
      assertEquals(
          "Columns 0 to 0 of 0 blocks and 0 ciphertexts of degree 1 do not go together.",
          none.getMessage());
    }
  }

  /** A share from the first ceremony alone covers nothing of s^2. */
  @Test
  void aShareWithoutASquareTracesNothing() {
    List<SecretShare> shares = Study.shares(HeParameters.INSECURE_TEST_10, 2);
    try (Fixture f = new Fixture(HeParameters.INSECURE_TEST_10, 2)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> f.refresh.masked(shares.get(0), FIRST, f.columns(0, 1), false));
    } finally {
      shares.forEach(SecretShare::close);
    }
  }
}
