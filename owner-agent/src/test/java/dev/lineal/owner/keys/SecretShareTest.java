package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SecretShareTest extends NoNativeLeaks {
  private static final SecretAccess ACCESS = SecretAccess.forStorageAtRest();

  @Test
  void theSecretIsTheDocumentedStream() {
    byte[] seed = Study.id(6);
    try (SecretShare share = new SecretShare(HeParameters.INSECURE_TEST_10, seed, Study.id(7))) {
      assertArrayEquals(ReferenceStreams.ternary(seed, 0, 1024), Study.secret(share));
      assertArrayEquals(Study.id(7), share.prfKey());
    }
  }

  @Test
  void coefficientsAreTernaryAndBalanced() {
    try (SecretShare share = SecretShare.generate(HeParameters.STUDY_13)) {
      BigInteger[] secret = Study.secret(share);
      for (int value = -1; value <= 1; value++) {
        BigInteger wanted = BigInteger.valueOf(value);
        long count = Arrays.stream(secret).filter(wanted::equals).count();
        assertEquals(8192 / 3.0, count, 5 * Math.sqrt(8192 * 2 / 9.0));
      }
    }
  }

  @Test
  void storedSharesComeBackWhole() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2);
        SecretShare fresh = SecretShare.generate(HeParameters.INSECURE_TEST_11)) {
      for (SecretShare share : new SecretShare[] {study.shares.get(0), fresh}) {
        byte[] stored = share.exportBytes(ACCESS);
        try (SecretShare read = SecretShare.importBytes(ACCESS, stored)) {
          assertArrayEquals(stored, read.exportBytes(ACCESS));
          assertArrayEquals(share.prfKey(), read.prfKey());
          assertEquals(share.coversDegreeTwo(), read.coversDegreeTwo());
          assertEquals(share.parameters(), read.parameters());
        }
      }
    }
  }

  @Test
  void damagedBytesAreRefused() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      byte[] stored = study.shares.get(0).exportBytes(ACCESS);
      refused(stored, b -> b[0] = 'X', "it is no share");
      refused(stored, b -> b[4] = 2, "its version is unknown");
      refused(stored, b -> b[8] = 2, "its version is unknown");
      refused(stored, b -> b[44] = 3, "a coefficient of the secret is not -1, 0 or 1");
      refused(stored, b -> Arrays.fill(b, b.length - 8, b.length, (byte) 0xff), "not below");
      for (int length : new int[] {0, 43, 44, stored.length - 1, stored.length + 1}) {
        byte[] cut = Arrays.copyOf(stored, length);
        assertThrows(HeFormatException.class, () -> SecretShare.importBytes(ACCESS, cut));
      }
    }
  }

  private static void refused(byte[] stored, Consumer<byte[]> damage, String why) {
    byte[] bytes = stored.clone();
    damage.accept(bytes);
    HeFormatException refused =
        assertThrows(HeFormatException.class, () -> SecretShare.importBytes(ACCESS, bytes));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  @Test
  void nothingSecretIsShownAndNothingWorksAfterClose() {
    SecretShare share = SecretShare.generate(HeParameters.INSECURE_TEST_10);
    assertEquals("SecretShare[INSECURE_TEST_10]", share.toString());
    assertFalse(share.coversDegreeTwo());
    assertThrows(NullPointerException.class, () -> share.exportBytes(null));
    share.close();
    share.close();
    assertThrows(IllegalStateException.class, () -> share.exportBytes(ACCESS));
    assertThrows(IllegalStateException.class, share::prfKey);
  }

  @Test
  void twoSharesDiffer() {
    try (SecretShare one = SecretShare.generate(HeParameters.INSECURE_TEST_10);
        SecretShare other = SecretShare.generate(HeParameters.INSECURE_TEST_10)) {
      assertFalse(Arrays.equals(Study.secret(one), Study.secret(other)));
      assertFalse(Arrays.equals(one.prfKey(), other.prfKey()));
    }
  }
}
