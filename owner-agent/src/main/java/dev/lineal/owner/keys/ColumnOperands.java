package dev.lineal.owner.keys;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.EncryptedBlock;
import java.util.List;

/**
 * Columns of blocks whose products with one ciphertext per block, summed over the blocks, are to be
 * traced; nobody forms the products.
 *
 * @param blocks of as many columns each
 * @param residuals one per block, degree 1
 * @param first column
 * @param count of columns
 */
public record ColumnOperands(
    List<EncryptedBlock> blocks, List<Ciphertext> residuals, int first, int count) {
  public ColumnOperands {
    boolean pairs = !blocks.isEmpty() && blocks.size() == residuals.size();
    int columns = pairs ? blocks.get(0).columns() : 0;
    boolean alike =
        blocks.stream().allMatch(block -> block.columns() == columns)
            && residuals.stream().allMatch(residual -> residual.degree() == 1);
    if (!pairs || !alike || first < 0 || count < 1 || count > columns - first) {
      throw new IllegalArgumentException(
          "Columns %d to %d of %d blocks and %d ciphertexts of degree 1 do not go together."
              .formatted(first, first + count - 1, blocks.size(), residuals.size()));
    }
  }

  /** Some of these columns. */
  public ColumnOperands part(int from, int columns) {
    return new ColumnOperands(blocks, residuals, first + from, columns);
  }

  /** Of a block. */
  int columns() {
    return blocks.get(0).columns();
  }
}
