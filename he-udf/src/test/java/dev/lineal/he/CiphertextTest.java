package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLiveHandles.class)
class CiphertextTest {
  private TestStudy study;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 21);
  }

  @AfterEach
  void close() {
    study.close();
  }

  private static String refused(Runnable operation) {
    return assertThrows(IllegalArgumentException.class, operation::run).getMessage();
  }

  private void assertResult(Residues want, int scaleBits, Ciphertext got) {
    try (got) {
      Residues.of(got).assertSame(want);
      assertEquals(want.values().length - 1, got.degree());
      assertEquals(scaleBits, got.scaleBits());
      assertEquals(study.key.keyId(), got.keyId());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void add_addsResidues(int degree) {
    Ciphertext a = study.random(degree, 42);
    Ciphertext b = study.random(degree, 42);
    assertResult(Residues.of(a).plus(Residues.of(b)), 42, a.add(b));
    assertResult(Residues.of(a).plus(Residues.of(a)), 42, a.add(a));
  }

  @Test
  void addLowerDegree_leavesTheHighestPolynomial() {
    Ciphertext a = study.random(2, 80);
    Ciphertext b = study.random(1, 80);
    assertResult(Residues.of(a).plus(Residues.of(b)), 80, a.addLowerDegree(b));
    assertEquals("the first summand has the higher degree", refused(() -> b.addLowerDegree(a)));
  }

  @Test
  void multiply_isThePointwiseProduct() {
    Ciphertext a = study.random(1, 42);
    Ciphertext b = study.random(1, 40);
    assertResult(Residues.of(a).product(Residues.of(b)), 82, a.multiply(b));
    assertResult(Residues.of(b).product(Residues.of(b)), 80, b.multiply(b));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 200})
  void dot_isTheSumOfProducts(int terms) {
    List<Ciphertext> a = study.randoms(terms, 1, 42);
    List<Ciphertext> b = study.randoms(terms, 1, 40);
    Residues want = Residues.zero(study.parameters, 3);
    for (int j = 0; j < terms; j++) {
      want = want.plus(Residues.of(a.get(j)).product(Residues.of(b.get(j))));
    }
    assertResult(want, 82, Ciphertext.dot(a, b));
  }

  @Test
  void dot_atTheStudysRing() {
    try (TestStudy large = new TestStudy(HeParameters.STUDY_13, 22)) {
      List<Ciphertext> a = large.randoms(3, 1, 42);
      Residues want = Residues.zero(large.parameters, 3);
      for (Ciphertext x : a) {
        want = want.plus(Residues.of(x).product(Residues.of(x)));
      }
      Residues.of(large.keep(Ciphertext.dot(a, a))).assertSame(want);
    }
  }

  @Test
  void constants_actOnEverySlot() {
    BigInteger constant = BigInteger.valueOf(-1234567890123456789L);
    long[] residues = study.parameters.residues(constant);
    for (int degree = 1; degree <= 2; degree++) {
      Ciphertext a = study.random(degree, 40);
      assertResult(Residues.of(a).times(residues), 80, a.multiplyConstant(residues, 40));
      assertResult(Residues.of(a).plusConstant(residues), 40, a.addConstant(residues));
    }
  }

  @Test
  void constants_thatAreNone() {
    Ciphertext a = study.random(1, 42);
    assertEquals(
        "a constant has one residue per limb: 4, not 3", refused(() -> a.addConstant(new long[3])));
    long[] tooLarge = {0, 0, study.parameters.moduli().get(2), 0};
    assertEquals("a residue is not below its prime", refused(() -> a.addConstant(tooLarge)));
    assertEquals(
        "a residue is not below its prime", refused(() -> a.multiplyConstant(tooLarge, 1)));
    assertEquals(
        "a residue is not below its prime", refused(() -> a.addConstant(new long[] {-1, 0, 0, 0})));
    assertEquals(
        "a constant's scale lies in 2^0 .. 2^120",
        refused(() -> a.multiplyConstant(new long[4], -1)));
    assertEquals("an array is null", refused(() -> a.addConstant(null)));
    assertEquals("an array is null", refused(() -> a.multiplyConstant(null, 0)));
  }

  @Test
  void operands_thatDoNotMatch() {
    Ciphertext a = study.random(1, 42);
    Ciphertext scaled = study.random(1, 40);
    Ciphertext product = study.random(2, 42);
    Ciphertext strange = study.keep(Residues.of(a).ciphertext(42, 5));
    assertEquals("a sum takes equal scales, not 2^42 and 2^40", refused(() -> a.add(scaled)));
    assertEquals("a sum takes equal degrees, not 1 and 2", refused(() -> a.add(product)));
    assertEquals(
        "a sum takes equal scales, not 2^42 and 2^40",
        refused(() -> Ciphertext.dot(List.of(a, scaled), List.of(a, a))));
    assertEquals(
        "a product takes ciphertexts of degree 1, not 2; refresh it first",
        refused(() -> a.multiply(product)));
    String keys =
        String.format(
            "Ciphertexts under different joint keys (%016x and 0000000000000005) do not combine.",
            study.key.keyId());
    assertEquals(keys, refused(() -> a.add(strange)));
    assertEquals(keys, refused(() -> a.addLowerDegree(strange)));
    assertEquals(keys, refused(() -> Ciphertext.dot(List.of(a, a), List.of(a, strange))));
    try (TestStudy other = new TestStudy(HeParameters.INSECURE_TEST_11, 21)) {
      Ciphertext large =
          other.keep(Residues.of(other.random(1, 42)).ciphertext(42, study.key.keyId()));
      String sets =
          "ciphertexts of parameter sets INSECURE_TEST_10 and INSECURE_TEST_11 do not go together";
      assertEquals(sets, refused(() -> a.add(large)));
      assertEquals(sets, refused(() -> a.multiply(large)));
    }
  }

  @Test
  void scale_beyondTheModulus() {
    Ciphertext a = study.random(1, 61);
    assertEquals(
        "a scale lies in 2^0 .. 2^120, not 2^122: there is no room in the modulus",
        refused(() -> a.multiply(a)));
  }

  @Test
  void dot_ofRowsThatDoNotPair() {
    Ciphertext a = study.random(1, 42);
    assertEquals(
        "A dot product takes two rows of one length above 0, not 0 and 0.",
        refused(() -> Ciphertext.dot(List.of(), List.of())));
    assertEquals(
        "A dot product takes two rows of one length above 0, not 2 and 1.",
        refused(() -> Ciphertext.dot(List.of(a, a), List.of(a))));
  }

  @Test
  void unpack_ofArgumentsThatAreNone() {
    HeParameters set = study.parameters;
    byte[] bytes = new byte[2 * set.packedBytes()];
    assertEquals(
        "A ciphertext has degree 1 or 2, not 0.",
        refused(() -> Ciphertext.unpack(set, 0, 42, 0, bytes, 0)));
    assertEquals(
        "a scale lies in 2^0 .. 2^120, not 2^-1: there is no room in the modulus",
        refused(() -> Ciphertext.unpack(set, 1, -1, 0, bytes, 0)));
    String end =
        "the array ends before the " + bytes.length + " bytes that are needed from offset ";
    assertEquals(end + 1, refused(() -> Ciphertext.unpack(set, 1, 42, 0, bytes, 1)));
    assertEquals(end + -1, refused(() -> Ciphertext.unpack(set, 1, 42, 0, bytes, -1)));
    assertEquals("an array is null", refused(() -> Ciphertext.unpack(set, 1, 42, 0, null, 0)));
    assertEquals(
        "a seed has 32 bytes, not 31",
        refused(() -> Ciphertext.ofSeed(set, 40, 0, new byte[31], bytes, 0)));
  }

  @Test
  void pack_ofPolynomialsThatAreNotThere() {
    Ciphertext a = study.random(2, 42);
    byte[] out = new byte[3 * study.parameters.packedBytes()];
    for (int[] range : new int[][] {{0, 4}, {3, 1}, {-1, 1}, {1, -1}, {1, Integer.MAX_VALUE}}) {
      assertEquals(
          "the ciphertext has no such polynomials",
          refused(() -> a.pack(range[0], range[1], out, 0)));
    }
    assertEquals(out.length, a.pack(0, 3, out, 0));
    assertArrayEquals(Residues.of(a).packed(), out);
    assertEquals(
        "the array ends before the " + out.length + " bytes that are needed from offset 1",
        refused(() -> a.pack(0, 3, out, 1)));
  }
}
