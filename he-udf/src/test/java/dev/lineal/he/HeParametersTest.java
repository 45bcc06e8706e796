package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeParametersTest {
  private static final String KNOWN =
      "Known: STUDY_13, INSECURE_TEST_10, INSECURE_TEST_11, INSECURE_TEST_12.";

  static Stream<HeParameters> sets() {
    return Stream.of(
        HeParameters.STUDY_13,
        HeParameters.INSECURE_TEST_10,
        HeParameters.INSECURE_TEST_11,
        HeParameters.INSECURE_TEST_12);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void sets_areFoundByNameAndNumber(HeParameters set) {
    assertEquals(set, HeParameters.named(set.name()));
    assertEquals(set, HeParameters.ofId(set.id()));
    assertEquals(set.name().equals("STUDY_13"), set.secure());
    assertEquals(1 << set.id(), set.ringDegree());
    assertEquals(set.ringDegree() / 2, set.slots());
  }

  @ParameterizedTest
  @MethodSource("sets")
  void moduli_arePrimesWithA2NthRootAndFit168Bits(HeParameters set) {
    for (int limb = 0; limb < HeParameters.LIMBS; limb++) {
      long q = set.moduli().get(limb);
      assertTrue(BigInteger.valueOf(q).isProbablePrime(60));
      assertEquals(1, q % (2L * set.ringDegree()));
      assertEquals(BigInteger.valueOf(q - 1).bitLength(), set.residueBits(limb));
    }
    assertEquals(4, set.moduli().stream().distinct().count());
    assertTrue(set.modulus().bitLength() <= 169);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void centred_invertsResidues(HeParameters set) {
    BigInteger half = set.modulus().shiftRight(1);
    Random random = new Random(13);
    Stream<BigInteger> edges =
        Stream.of(BigInteger.ZERO, BigInteger.ONE, half, half.subtract(BigInteger.ONE));
    Stream<BigInteger> draws = Stream.generate(() -> new BigInteger(166, random)).limit(200);
    for (BigInteger x : Stream.concat(edges, draws).toList()) {
      assertEquals(x, set.centred(set.residues(x)));
      assertEquals(x.negate(), set.centred(set.residues(x.negate())));
    }
    assertEquals(
        half.negate(), set.centred(set.residues(half.add(BigInteger.ONE))), "wraps above Q/2");
  }

  @Test
  void residues_areCanonical() {
    HeParameters set = HeParameters.INSECURE_TEST_10;
    long[] minusOne = set.moduli().stream().mapToLong(q -> q - 1).toArray();
    assertArrayEquals(minusOne, set.residues(BigInteger.ONE.negate()));
    assertArrayEquals(new long[4], set.residues(set.modulus()));
  }

  @Test
  void named_unknown() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> HeParameters.named("STUDY_14"));
    assertEquals("Unknown parameter set 'STUDY_14'. " + KNOWN, e.getMessage());
  }

  @Test
  void ofId_unknown() {
    HeFormatException e = assertThrows(HeFormatException.class, () -> HeParameters.ofId(14));
    assertEquals(
        "The data name parameter set number 14, which this version does not know. " + KNOWN,
        e.getMessage());
  }

  @Test
  void construct_malformed() {
    for (int n : new int[] {0, 1000}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new HeParameters(1, "X", n, false, List.of(1L, 2L, 3L, 4L)));
      assertEquals("A parameter set has four limbs and a power of two N.", e.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class, () -> new HeParameters(1, "X", 16, false, List.of(1L)));
    assertFalse(HeParameters.INSECURE_TEST_10.secure());
  }
}
