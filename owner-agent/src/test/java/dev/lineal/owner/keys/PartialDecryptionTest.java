package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals in coefficients: encrypted with the joint key, decrypted by all, against RingMath. */
class PartialDecryptionTest extends NoNativeLeaks {
  private static final int FLOOD_BITS = 60;
  private static final int SCALE_BITS = 64;
  private static final List<BigInteger> TOTALS =
      List.of(BigInteger.valueOf(123), BigInteger.valueOf(-5), BigInteger.ONE.shiftLeft(90));

  private static byte[] encrypted(Study study) {
    return new PackedTotals(study.ring.parameters, study.key.residues(), Study.seeds(5))
        .encrypt(TOTALS, SCALE_BITS);
  }

  private static ByteBuffer polynomial(Study study, byte[] packed, int which) {
    HeParameters parameters = study.ring.parameters;
    try (Ciphertext ciphertext = Ciphertext.unpack(parameters, 1, 0, 1, packed, 0)) {
      return ciphertext.withResidues(
          residues -> {
            ByteBuffer copy = ResidueBuffers.allocate(parameters, 1);
            int bytes = parameters.residueBytes();
            copy.duplicate().put(residues.slice(which * bytes, bytes));
            return copy;
          });
    }
  }

  private static List<BigInteger> centred(HeParameters parameters, long[] residues) {
    List<BigInteger> values = new ArrayList<>();
    for (int at = 0; at < residues.length; at += HeParameters.LIMBS) {
      values.add(parameters.centred(Arrays.copyOfRange(residues, at, at + HeParameters.LIMBS)));
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSECURE_TEST_10", "STUDY_13"})
  void allPartsTogetherGiveTheTotalsAndOnesPartIsItsShareAndAFlood(String set) {
    HeParameters parameters = HeParameters.named(set);
    try (Study study = Study.of(parameters, 3)) {
      byte[] packed = encrypted(study);
      ByteBuffer c1 = polynomial(study, packed, 1);
      PartialDecryption decryption = new PartialDecryption(FLOOD_BITS);
      List<BigInteger> sum =
          centred(
              parameters,
              PackedTotals.firstCoefficients(parameters, polynomial(study, packed, 0), 3));
      for (int owner = 0; owner < 3; owner++) {
        long[] part = decryption.answer(study.shares.get(owner), Study.id(9), c1, 3);
        List<BigInteger> values = centred(parameters, part);
        BigInteger[] exact =
            study.ring.fromNtt(study.ring.multiply(study.ring.read(c1, 0), study.secretNtt(owner)));
        for (int k = 0; k < 3; k++) {
          BigInteger flood = values.get(k).subtract(exact[k]);
          assertTrue(flood.bitLength() <= FLOOD_BITS + 1, () -> "flood " + flood);
          assertTrue(flood.bitLength() > FLOOD_BITS - 30, () -> "flood " + flood);
          sum.set(k, sum.get(k).add(values.get(k)));
        }
      }
      BigInteger half = BigInteger.ONE.shiftLeft(SCALE_BITS - 1);
      BigInteger q = parameters.modulus();
      assertEquals(
          TOTALS, sum.stream().map(x -> centre(x, q).add(half).shiftRight(SCALE_BITS)).toList());
    }
  }

  private static BigInteger centre(BigInteger x, BigInteger q) {
    BigInteger value = x.mod(q);
    return value.compareTo(q.shiftRight(1)) > 0 ? value.subtract(q) : value;
  }

  @Test
  void aRepeatGetsTheSameFloodsAndAnotherDigestOthers() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      ByteBuffer c1 = polynomial(study, encrypted(study), 1);
      PartialDecryption decryption = new PartialDecryption(FLOOD_BITS);
      SecretShare share = study.shares.get(0);
      long[] first = decryption.answer(share, Study.id(1), c1, 2);
      assertArrayEquals(first, decryption.answer(share, Study.id(1), c1, 2));
      assertFalse(Arrays.equals(first, decryption.answer(share, Study.id(2), c1, 2)));
    }
  }

  @Test
  void countsAndFloodsOutOfBoundsAreRefused() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      ByteBuffer c1 = polynomial(study, encrypted(study), 1);
      PartialDecryption decryption = new PartialDecryption(FLOOD_BITS);
      SecretShare share = study.shares.get(0);
      for (int count : new int[] {0, 1025}) {
        assertThrows(
            IllegalArgumentException.class, () -> decryption.answer(share, Study.id(1), c1, count));
      }
      assertThrows(IllegalArgumentException.class, () -> new PartialDecryption(39));
      assertThrows(IllegalArgumentException.class, () -> new PartialDecryption(129));
      PackedTotals totals =
          new PackedTotals(study.ring.parameters, study.key.residues(), Study.seeds(5));
      assertEquals(
          "Total number 1 is too large to be encrypted at scale 2^100.",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> totals.encrypt(List.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(70)), 100))
              .getMessage());
    }
  }

  @Test
  void drawsOfACeremonyRepeatAndDependOnWhatWasAccepted() {
    SecretAccess access = SecretAccess.forStorageAtRest();
    byte[] seed = CeremonySeeds.fresh(access);
    try (CeremonySeeds one = CeremonySeeds.of(access, seed);
        CeremonySeeds same = CeremonySeeds.of(access, seed);
        CeremonySeeds other = CeremonySeeds.of(access, seed)) {
      other.accepted(Study.id(1));
      byte[] drawn = nonce(one);
      assertArrayEquals(drawn, nonce(same));
      assertFalse(Arrays.equals(drawn, nonce(other)));
    }
    CeremonySeeds closed = CeremonySeeds.of(access, seed);
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.share(HeParameters.INSECURE_TEST_10));
  }

  private static byte[] nonce(CeremonySeeds seeds) {
    try (SecretShare share = seeds.share(HeParameters.INSECURE_TEST_10);
        JointKeyCeremony ceremony = seeds.jointKey(share, Study.id(1), 2, 0)) {
      return ceremony.commit().digest();
    }
  }
}
