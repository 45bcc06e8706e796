package dev.lineal.he.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.Residues;
import dev.lineal.he.TestStudy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLiveHandles.class)
class GradientAccumulatorTest {
  private static final int SCALE = 82;

  private TestStudy study;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 51);
  }

  @AfterEach
  void close() {
    study.close();
  }

  private static String refused(Runnable operation) {
    return assertThrows(IllegalArgumentException.class, operation::run).getMessage();
  }

  private static GradientAccumulator empty(TestStudy study, int columns) {
    return study.keep(new GradientAccumulator(study.parameters, study.key.keyId(), columns, SCALE));
  }

  private static EncryptedBlock block(TestStudy study, int columns) {
    return study.keep(new EncryptedBlock(study.randoms(columns, 1, 42)));
  }

  /** The constant coefficient of a polynomial in NTT form: the mean of its values. */
  private static long[] mean(Residues product) {
    HeParameters set = product.parameters();
    long[] constant = new long[HeParameters.LIMBS];
    for (int limb = 0; limb < constant.length; limb++) {
      BigInteger q = BigInteger.valueOf(set.moduli().get(limb));
      BigInteger sum = BigInteger.ZERO;
      for (int k = 0; k < set.ringDegree(); k++) {
        sum = sum.add(BigInteger.valueOf(product.at(0, limb, k)));
      }
      constant[limb] =
          sum.multiply(BigInteger.valueOf(set.ringDegree()).modInverse(q)).mod(q).longValue();
    }
    return constant;
  }

  private static void assertColumn(Residues want, GradientAccumulator got, int column) {
    HeParameters set = got.parameters();
    Residues tail = got.withColumn(column, view -> Residues.of(set, view));
    tail.assertSame(want.slice(1, 2));
    byte[] packed = new byte[2 * set.packedBytes() + 3];
    assertEquals(packed.length, got.packColumn(column, packed, 3));
    assertArrayEquals(
        want.slice(1, 2).packed(), java.util.Arrays.copyOfRange(packed, 3, packed.length));
    assertArrayEquals(mean(want), got.constantOfC0(column));
  }

  private static void assertIsDotPerColumn(TestStudy study, int blocks, int columns) {
    List<EncryptedBlock> x = new ArrayList<>();
    List<Ciphertext> r = study.randoms(blocks, 1, 40);
    for (int b = 0; b < blocks; b++) {
      x.add(block(study, columns));
    }
    GradientAccumulator sum = empty(study, columns).add(x, r);
    for (int j = 0; j < columns; j++) {
      int column = j;
      List<Ciphertext> columnOfEach =
          x.stream().map(block -> study.keep(block.column(column))).toList();
      Ciphertext dot = study.keep(Ciphertext.dot(columnOfEach, r));
      assertEquals(dot.scaleBits(), sum.scaleBits());
      assertColumn(Residues.of(dot), sum, j);
    }
  }

  @Test
  void add_isADotProductPerColumn() {
    assertIsDotPerColumn(study, 1, 1);
    assertIsDotPerColumn(study, 3, 5);
    assertIsDotPerColumn(study, 9, 17);
  }

  @Test
  void add_atTheStudysRing() {
    try (TestStudy large = new TestStudy(HeParameters.STUDY_13, 52)) {
      assertIsDotPerColumn(large, 2, 3);
    }
  }

  @Test
  void add_inAnyOrderAndGrouping_givesTheSameBytes() {
    List<EncryptedBlock> x = List.of(block(study, 3), block(study, 3), block(study, 3));
    List<Ciphertext> r = study.randoms(3, 1, 40);
    byte[] want = empty(study, 3).add(x, r).toBytes();

    GradientAccumulator one = empty(study, 3);
    for (int b : new int[] {2, 0, 1}) {
      one.add(List.of(x.get(b)), List.of(r.get(b)));
    }
    assertArrayEquals(want, one.toBytes());

    GradientAccumulator left = empty(study, 3).add(x.subList(0, 1), r.subList(0, 1));
    GradientAccumulator right = empty(study, 3).add(x.subList(1, 3), r.subList(1, 3));
    assertArrayEquals(want, empty(study, 3).add(right).add(left).toBytes());
    assertArrayEquals(want, left.add(right).toBytes());
    assertArrayEquals(want, left.add(empty(study, 3)).toBytes());
  }

  @Test
  void add_itself_doubles() {
    GradientAccumulator sum =
        empty(study, 2).add(List.of(block(study, 2)), study.randoms(1, 1, 40));
    GradientAccumulator copy = study.keep(GradientAccumulator.parse(sum.toBytes()));
    byte[] want = copy.add(sum).toBytes();
    assertArrayEquals(want, sum.add(sum).toBytes());
  }

  @Test
  void empty_isZero() {
    GradientAccumulator zero = empty(study, 2);
    assertEquals(2, zero.columns());
    assertColumn(Residues.zero(study.parameters, 3), zero, 1);
  }

  @Test
  void add_ofShapesThatDoNotMatch() {
    GradientAccumulator sum = empty(study, 3);
    List<EncryptedBlock> two = List.of(block(study, 2));
    List<EncryptedBlock> three = List.of(block(study, 3));
    String shape = "an accumulator of 3 columns at scale 2^82 does not take a block of ";
    assertEquals(
        shape + "2 columns at 2^42 times a ciphertext of degree 1 at 2^40",
        refused(() -> sum.add(two, study.randoms(1, 1, 40))));
    assertEquals(
        shape + "3 columns at 2^42 times a ciphertext of degree 1 at 2^42",
        refused(() -> sum.add(three, study.randoms(1, 1, 42))));
    assertEquals(
        shape + "3 columns at 2^42 times a ciphertext of degree 2 at 2^40",
        refused(() -> sum.add(three, study.randoms(1, 2, 40))));
    String pairs = "blocks and ciphertexts come in pairs, at least one";
    assertEquals(pairs, refused(() -> sum.add(three, study.randoms(2, 1, 40))));
    assertEquals(pairs, refused(() -> sum.add(List.of(), List.of())));
    assertEquals(
        "accumulators of different shapes do not add", refused(() -> sum.add(empty(study, 2))));
    assertColumn(Residues.zero(study.parameters, 3), sum, 0);
    Ciphertext strange = study.keep(Residues.of(study.random(1, 40)).ciphertext(40, 9));
    String keys =
        String.format(
            "Ciphertexts under different joint keys (%016x and 0000000000000009) do not combine.",
            study.key.keyId());
    assertEquals(keys, refused(() -> sum.add(three, List.of(strange))));
    GradientAccumulator other = study.keep(new GradientAccumulator(study.parameters, 9, 3, SCALE));
    assertEquals(keys, refused(() -> sum.add(other)));
    GradientAccumulator large =
        study.keep(
            new GradientAccumulator(HeParameters.INSECURE_TEST_11, study.key.keyId(), 3, SCALE));
    assertEquals("accumulators of different shapes do not add", refused(() -> sum.add(large)));
  }

  @Test
  void construct_outOfRange() {
    HeParameters set = study.parameters;
    for (int columns : new int[] {0, -1, (1 << 24) + 1}) {
      assertEquals(
          "an accumulator has 1 to 2^24 columns, not " + columns,
          refused(() -> new GradientAccumulator(set, 1, columns, SCALE)));
    }
    for (int scale : new int[] {-1, 121}) {
      assertEquals(
          "an accumulator's scale lies in 2^0 .. 2^120",
          refused(() -> new GradientAccumulator(set, 1, 1, scale)));
    }
  }

  @Test
  void columns_thatAreNotThere() {
    GradientAccumulator sum = empty(study, 2);
    byte[] out = new byte[2 * study.parameters.packedBytes()];
    for (int column : new int[] {-1, 2}) {
      String message = "the accumulator has no column " + column;
      assertEquals(message, refused(() -> sum.constantOfC0(column)));
      assertEquals(message, refused(() -> sum.packColumn(column, out, 0)));
      assertEquals(message, refused(() -> sum.withColumn(column, view -> view)));
    }
    assertEquals("an array is null", refused(() -> sum.packColumn(0, null, 0)));
  }
}
