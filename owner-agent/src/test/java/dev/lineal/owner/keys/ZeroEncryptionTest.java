package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshSeed;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The encryptions of 0 that cover partial products. */
class ZeroEncryptionTest extends NoNativeLeaks {
  private static final RefreshItem ITEM = item(1, 3, 6, 4, 0);

  private static RefreshItem item(int run, int iteration, int round, int digest, int index) {
    return new RefreshItem(
        new RefreshSeed(Study.id(9), Study.id(run), iteration, round, Study.id(digest)), index);
  }

  @ParameterizedTest
  @CsvSource({"INSECURE_TEST_10, 3", "STUDY_13, 3"})
  void decryptsToNoiseAlone(String set, int owners) {
    try (Study study = Study.of(HeParameters.named(set), owners)) {
      RingMath ring = study.ring;
      byte[] packed = encryption(study).zero(study.shares.get(0), ITEM);
      double deviation = 3.19 * Math.sqrt(ring.n * 4.0 / 3 * owners + 1);
      double largest =
          RingMath.largest(study.decrypt(ring.unpack(packed, 0), ring.unpack(packed, 1)))
              .doubleValue();
      assertTrue(largest < 6.5 * deviation, largest / deviation + " deviations");
      assertTrue(largest > 2 * deviation, largest / deviation + " deviations");
    }
  }

  /** No two places and no two owners share randomness; one place repeats its own. */
  @Test
  void isAFunctionOfTheOwnerAndTheItem() {
    try (Study study = Study.of(HeParameters.INSECURE_TEST_10, 2)) {
      ColumnEncryption encryption = encryption(study);
      SecretShare share = study.shares.get(0);
      byte[] first = encryption.zero(share, ITEM);
      assertArrayEquals(first, encryption(study).zero(share, ITEM), "a repeat is the same");
      List<RefreshItem> others =
          List.of(
              item(2, 3, 6, 4, 0),
              item(1, 2, 6, 4, 0),
              item(1, 3, 5, 4, 0),
              item(1, 3, 6, 5, 0),
              item(1, 3, 6, 4, 1));
      Set<ByteBuffer> seen = new HashSet<>();
      seen.add(ByteBuffer.wrap(first));
      others.forEach(other -> seen.add(ByteBuffer.wrap(encryption.zero(share, other))));
      seen.add(ByteBuffer.wrap(encryption.zero(study.shares.get(1), ITEM)));
      assertEquals(others.size() + 2, seen.size());
    }
  }

  private static ColumnEncryption encryption(Study study) {
    return new ColumnEncryption(study.ring.parameters, study.key.residues());
  }
}
