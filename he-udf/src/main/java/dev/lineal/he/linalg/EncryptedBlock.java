package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One block: up to N/2 rows of a dataset, one degree-1 ciphertext per column at scale 2^42, slot k
 * of every column holding row k.
 */
public final class EncryptedBlock extends TiledRow {
  /** The columns in the schema's order; they may be closed afterwards. */
  public EncryptedBlock(List<Ciphertext> columns) {
    super(columns);
  }

  public int columns() {
    return terms();
  }

  /** A copy of column j. */
  public Ciphertext column(int j) {
    return term(j);
  }

  /**
   * This block times the weights, slot by slot: row k's linear form in slot k. Degree 2, scale 2^82
   * for columns at 2^42 and weights at 2^40.
   */
  public Ciphertext times(EncryptedWeights weights) {
    return forward(this, weights);
  }

  /**
   * Lends the residues of some blocks, [limb][N / 8][column][polynomial 0, 1][8], read-only and
   * only inside the call.
   */
  public static <T> T lendTiles(List<EncryptedBlock> blocks, Function<ByteBuffer[], T> reader) {
    return lend(blocks, reader);
  }

  /**
   * This block times integers that everybody, or only the caller, knows. Degree 1, scale 2^82 for
   * columns at 2^42 and constants at 2^40.
   *
   * @param constants modulo every limb, [column][limb]; they are overwritten
   * @param scaleBits log2 of their scale
   */
  public Ciphertext timesConstants(long[] constants, int scaleBits) {
    try {
      return forward(this, constants, scaleBits);
    } finally {
      Arrays.fill(constants, 0);
    }
  }
}
