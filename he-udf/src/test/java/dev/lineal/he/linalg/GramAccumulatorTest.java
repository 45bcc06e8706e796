package dev.lineal.he.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.TestStudy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLiveHandles.class)
class GramAccumulatorTest {
  private static final int COLUMNS = 4;
  private static final int SCALE = 84;

  private TestStudy study;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 61);
  }

  @AfterEach
  void close() {
    study.close();
  }

  private GramAccumulator empty(int columns) {
    return study.keep(new GramAccumulator(study.parameters, study.key.keyId(), columns, SCALE));
  }

  private EncryptedBlock block(int columns) {
    return study.keep(new EncryptedBlock(study.randoms(columns, 1, 42)));
  }

  @Test
  void rows_holdEveryPairOnce() {
    List<EncryptedBlock> blocks = List.of(block(COLUMNS), block(COLUMNS));
    GramAccumulator gram = empty(COLUMNS);
    blocks.forEach(gram::add);
    assertEquals(COLUMNS, gram.columns());
    for (int i = 0; i < COLUMNS; i++) {
      assertEquals(COLUMNS - i, gram.row(i).columns());
      for (int j = i; j < COLUMNS; j++) {
        try (Ciphertext pair = pair(blocks, i, j)) {
          byte[] want = new byte[2 * study.parameters.packedBytes()];
          byte[] got = new byte[want.length];
          pair.pack(1, 2, want, 0);
          gram.row(i).packColumn(j - i, got, 0);
          assertArrayEquals(want, got, "pair " + i + ", " + j);
        }
      }
    }
  }

  private Ciphertext pair(List<EncryptedBlock> blocks, int i, int j) {
    return Ciphertext.dot(
        blocks.stream().map(block -> study.keep(block.column(i))).toList(),
        blocks.stream().map(block -> study.keep(block.column(j))).toList());
  }

  private List<byte[]> bytes(GramAccumulator gram) {
    return Stream.iterate(0, i -> i + 1)
        .limit(gram.columns())
        .map(i -> gram.row(i).toBytes())
        .toList();
  }

  @Test
  void add_ofAccumulators_isTheSumOverTheirBlocks() {
    EncryptedBlock a = block(COLUMNS);
    EncryptedBlock b = block(COLUMNS);
    List<byte[]> want = bytes(empty(COLUMNS).add(a).add(b));
    List<byte[]> got = bytes(empty(COLUMNS).add(b).add(empty(COLUMNS).add(a)));
    for (int i = 0; i < COLUMNS; i++) {
      assertArrayEquals(want.get(i), got.get(i));
    }
  }

  @Test
  void shapes_thatDoNotMatch() {
    IllegalArgumentException sizes =
        assertThrows(IllegalArgumentException.class, () -> empty(3).add(empty(4)));
    assertEquals("Gram matrices of 3 and 4 columns do not add.", sizes.getMessage());
    IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> empty(0));
    assertEquals("A Gram matrix has at least one column, not 0.", none.getMessage());
    IllegalArgumentException scale =
        assertThrows(
            IllegalArgumentException.class, () -> new GramAccumulator(study.parameters, 1, 2, 200));
    assertEquals("an accumulator's scale lies in 2^0 .. 2^120", scale.getMessage());
    IllegalArgumentException narrow =
        assertThrows(IllegalArgumentException.class, () -> empty(3).add(block(2)));
    assertEquals(
        "an accumulator of 3 columns at scale 2^84 does not take a block of 2 columns at 2^42 times"
            + " a ciphertext of degree 1 at 2^42",
        narrow.getMessage());
  }
}
