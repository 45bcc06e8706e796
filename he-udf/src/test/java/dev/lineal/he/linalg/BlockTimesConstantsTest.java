package dev.lineal.he.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.Residues;
import dev.lineal.he.TestStudy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks times integers, modulo every limb. */
@ExtendWith(NoLiveHandles.class)
class BlockTimesConstantsTest {
  private static final String LARGE = "a constant is not below its prime";

  @ParameterizedTest
  @CsvSource({"INSECURE_TEST_10, 1", "INSECURE_TEST_10, 30", "STUDY_13, 5"})
  void isTheProductWithPublicConstants(String set, int columns) {
    try (TestStudy study = new TestStudy(HeParameters.named(set), 51)) {
      List<Ciphertext> x = study.randoms(columns, 1, 42);
      long[] constants = constants(study, columns);
      Residues slow = Residues.zero(study.parameters, 2);
      Ciphertext[] weights = new Ciphertext[columns];
      for (int j = 0; j < columns; j++) {
        int at = j * HeParameters.LIMBS;
        long[] limbs = Arrays.copyOfRange(constants, at, at + HeParameters.LIMBS);
        slow = slow.plus(Residues.of(x.get(j)).times(limbs));
        Residues clear = Residues.zero(study.parameters, 2).plusConstant(limbs);
        weights[j] = study.keep(clear.ciphertext(40, study.key.keyId()));
      }
      EncryptedBlock block = study.keep(new EncryptedBlock(x));
      Ciphertext got = study.keep(block.timesConstants(constants, 40));
      assertEquals(1, got.degree());
      assertEquals(82, got.scaleBits());
      assertEquals(study.key.keyId(), got.keyId());
      Residues.of(got).assertSame(slow);
      EncryptedWeights encrypted = study.keep(new EncryptedWeights(List.of(weights)));
      Residues product = Residues.of(study.keep(block.times(encrypted)));
      Residues.of(got).assertSame(product.slice(0, 2));
      assertArrayEquals(new long[columns * HeParameters.LIMBS], constants, "overwritten");
    }
  }

  @Test
  void refusesConstantsThatDoNotFit() {
    try (TestStudy study = new TestStudy(HeParameters.INSECURE_TEST_10, 52)) {
      EncryptedBlock block = study.keep(new EncryptedBlock(study.randoms(3, 1, 42)));
      for (int count : new int[] {2, 4}) {
        long[] wrong = constants(study, count);
        int residues = count * HeParameters.LIMBS;
        refused(
            block, wrong, "a block of 3 columns takes 12 residues of constants, not " + residues);
      }
      for (int limb = 0; limb < HeParameters.LIMBS; limb++) {
        long[] large = constants(study, 3);
        large[HeParameters.LIMBS + limb] = study.parameters.moduli().get(limb);
        refused(block, large, LARGE);
        long[] negative = constants(study, 3);
        negative[limb] = -1;
        refused(block, negative, LARGE);
      }
    }
  }

  private static void refused(EncryptedBlock block, long[] constants, String message) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> block.timesConstants(constants, 40).close());
    assertEquals(message, refused.getMessage());
    assertArrayEquals(new long[constants.length], constants, "overwritten all the same");
  }

  private static long[] constants(TestStudy study, int columns) {
    long[] constants = new long[columns * HeParameters.LIMBS];
    Arrays.setAll(
        constants,
        i -> study.random.nextLong(study.parameters.moduli().get(i % HeParameters.LIMBS)));
    return constants;
  }
}
