package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquareShareCeremonyTest extends NoNativeLeaks {
  @ParameterizedTest
  @CsvSource({"INSECURE_TEST_10, 2", "INSECURE_TEST_10, 3", "INSECURE_TEST_10, 5", "STUDY_13, 3"})
  void sharesAddUpToTheSquareModuloEveryLimb(String set, int owners) {
    try (Study study = Study.of(HeParameters.named(set), owners)) {
      long[][] sum = study.square(0);
      for (int i = 1; i < owners; i++) {
        sum = study.ring.add(sum, study.square(i));
      }
      long[][] s = study.jointSecret();
      assertArrayEquals(study.ring.multiply(s, s), sum);
    }
  }

  @ParameterizedTest
  @CsvSource({"INSECURE_TEST_10, 2", "INSECURE_TEST_10, 5", "STUDY_13, 3"})
  void theJointKeyIsMinusAsPlusSmallNoise(String set, int owners) {
    try (Study study = Study.of(HeParameters.named(set), owners)) {
      RingMath ring = study.ring;
      long[][] b = ring.read(study.key.residues(), 0);
      long[][] a = ring.read(study.key.residues(), 1);
      assertArrayEquals(ReferenceStreams.uniform(ring.parameters, study.key.seed(), 1), a);
      BigInteger largest = RingMath.largest(study.decrypt(b, a));
      assertTrue(largest.intValueExact() <= 29 * owners, () -> "noise " + largest);
      assertTrue(largest.signum() > 0);
    }
  }

  /** One share of s^2 alone is uniform; so is every proper subset's sum. */
  @Test
  void aProperSubsetOfSharesIsUniform() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 3)) {
      BigInteger[] two = study.ring.fromNtt(study.ring.add(study.square(1), study.square(2)));
      BigInteger quarter = study.ring.parameters.modulus().shiftRight(2);
      long small = Arrays.stream(two).filter(x -> x.abs().compareTo(quarter) < 0).count();
      assertEquals(512, small, 80); // half of them lie in the middle half
    }
  }

  /** Without the fresh encryption of 0, F_1 / E_1 would be s_j (docs/protocol.md). */
  @Test
  void theProductDoesNotGiveTheSecretAway() {
    HeParameters set = HeParameters.INSECURE_TEST_10;
    List<SecretShare> shares = Study.shares(set, 2);
    List<SquareShareCeremony> owners = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      owners.add(new SquareShareCeremony(shares.get(i), Study.id(3), 2, i, Study.seeds(300 + i)));
    }
    Study.step(owners);
    Study.step(owners);
    List<Reveal> encrypted = Study.step(owners);
    List<Reveal> products = Study.step(owners);
    RingMath ring = new RingMath(set);
    long[][] e1 =
        ring.add(
            ceremonyPolynomial(ring, encrypted.get(0).message(), 2),
            ceremonyPolynomial(ring, encrypted.get(1).message(), 2));
    long[][] f1 = ceremonyPolynomial(ring, products.get(0).message(), 2);
    long[][] withoutZero = ring.multiply(e1, ring.toNtt(Study.secret(shares.get(0))));
    BigInteger difference = RingMath.largest(ring.fromNtt(ring.subtract(f1, withoutZero)));
    assertTrue(RingMath.log2(difference) > 160, "F_1 - s_j E_1 is " + difference);
    owners.forEach(SquareShareCeremony::close);
    shares.forEach(SecretShare::close);
  }

  /** The first four limbs of polynomial {@code index} of a message; q_4 .. q_7 have 42 bits. */
  private static long[][] ceremonyPolynomial(RingMath ring, byte[] message, int index) {
    return ring.unpackAt(message, index * (ring.parameters.packedBytes() + 4 * 42 * ring.n / 8));
  }

  @Test
  void aShareWithoutSquareIsCompletedOnceAndTheOldOneStays() {
    HeParameters set = HeParameters.INSECURE_TEST_10;
    try (SecretShare fresh = SecretShare.generate(set);
        Study study = Study.of(set, 2)) {
      assertFalse(fresh.coversDegreeTwo());
      assertTrue(study.shares.get(0).coversDegreeTwo());
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> new SquareShareCeremony(study.shares.get(0), Study.id(4), 2, 0));
      assertEquals("The share has its part of s^2 already.", refused.getMessage());
    }
  }
}
