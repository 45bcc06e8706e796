package dev.lineal.he.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.Residues;
import dev.lineal.he.TestStudy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLiveHandles.class)
class EncryptedBlockTest {
  private TestStudy study;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 41);
  }

  @AfterEach
  void close() {
    study.close();
  }

  private static String refused(Runnable operation) {
    return assertThrows(IllegalArgumentException.class, operation::run).getMessage();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 30})
  void times_isTheDotProductOfItsColumns(int columns) {
    List<Ciphertext> x = study.randoms(columns, 1, 42);
    List<Ciphertext> w = study.randoms(columns, 1, 40);
    EncryptedBlock block = study.keep(new EncryptedBlock(x));
    EncryptedWeights weights = study.keep(new EncryptedWeights(w));
    try (Ciphertext want = Ciphertext.dot(x, w);
        Ciphertext got = block.times(weights)) {
      assertArrayEquals(want.toBytes(), got.toBytes());
      assertEquals(82, got.scaleBits());
      assertEquals(2, got.degree());
    }
    assertEquals(columns, block.columns());
    assertEquals(columns, weights.features());
  }

  @Test
  void times_atTheStudysRing() {
    try (TestStudy large = new TestStudy(HeParameters.STUDY_13, 42)) {
      List<Ciphertext> x = large.randoms(5, 1, 42);
      List<Ciphertext> w = large.randoms(5, 1, 40);
      EncryptedBlock block = large.keep(new EncryptedBlock(x));
      EncryptedWeights weights = large.keep(new EncryptedWeights(w));
      assertArrayEquals(
          large.keep(Ciphertext.dot(x, w)).toBytes(), large.keep(block.times(weights)).toBytes());
    }
  }

  @Test
  void columns_comeBackAsTheyWere() {
    List<Ciphertext> x = study.randoms(3, 1, 42);
    List<Ciphertext> w = study.randoms(3, 1, 40);
    EncryptedBlock block = study.keep(new EncryptedBlock(x));
    EncryptedWeights weights = study.keep(new EncryptedWeights(w));
    for (int j = 0; j < 3; j++) {
      assertArrayEquals(x.get(j).toBytes(), study.keep(block.column(j)).toBytes());
      assertArrayEquals(w.get(j).toBytes(), study.keep(weights.weight(j)).toBytes());
    }
    assertEquals("the row has no place 3", refused(() -> block.column(3)));
    assertEquals("the row has no place -1", refused(() -> block.column(-1)));
  }

  @Test
  void construct_ofCiphertextsThatDoNotMatch() {
    Ciphertext a = study.random(1, 42);
    assertEquals(
        "A row needs at least one ciphertext.", refused(() -> new EncryptedBlock(List.of())));
    assertEquals(
        "this row takes ciphertexts of INSECURE_TEST_10, degree 1, scale 2^42, not"
            + " INSECURE_TEST_10, degree 1, scale 2^40",
        refused(() -> new EncryptedBlock(List.of(a, study.random(1, 40)))));
    assertEquals(
        "this row takes ciphertexts of INSECURE_TEST_10, degree 1, scale 2^42, not"
            + " INSECURE_TEST_10, degree 2, scale 2^42",
        refused(() -> new EncryptedWeights(List.of(study.random(2, 42)))));
    Ciphertext strange = study.keep(Residues.of(a).ciphertext(42, 9));
    assertEquals(
        String.format(
            "Ciphertexts under different joint keys (%016x and 0000000000000009) do not combine.",
            study.key.keyId()),
        refused(() -> new EncryptedBlock(List.of(a, strange))));
    try (TestStudy other = new TestStudy(HeParameters.INSECURE_TEST_12, 43)) {
      Ciphertext large =
          other.keep(Residues.of(other.random(1, 42)).ciphertext(42, study.key.keyId()));
      assertEquals(
          "this row takes ciphertexts of INSECURE_TEST_10, degree 1, scale 2^42, not"
              + " INSECURE_TEST_12, degree 1, scale 2^42",
          refused(() -> new EncryptedBlock(List.of(a, large))));
    }
  }

  @Test
  void times_weightsOfAnotherShapeOrKey() {
    EncryptedBlock block = study.keep(new EncryptedBlock(study.randoms(3, 1, 42)));
    EncryptedWeights two = study.keep(new EncryptedWeights(study.randoms(2, 1, 40)));
    assertEquals(
        "a block of 3 columns of INSECURE_TEST_10 does not go with 2 weights of INSECURE_TEST_10",
        refused(() -> block.times(two)));
    Ciphertext strange = study.keep(Residues.of(study.random(1, 40)).ciphertext(40, 9));
    EncryptedWeights others = study.keep(new EncryptedWeights(List.of(strange, strange, strange)));
    assertEquals(
        String.format(
            "Ciphertexts under different joint keys (%016x and 0000000000000009) do not combine.",
            study.key.keyId()),
        refused(() -> block.times(others)));
  }
}
