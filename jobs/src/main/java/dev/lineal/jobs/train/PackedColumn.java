package dev.lineal.jobs.train;

import java.io.Serializable;

/**
 * A column of a block as it lies in the table of columns.
 *
 * @param block number in the plan's order of all blocks
 * @param sha256 content hash of the block, hexadecimal
 * @param column in the shard's order, the bias last
 * @param ciphertext c_0 and c_1 packed
 */
public record PackedColumn(int block, String sha256, int column, byte[] ciphertext)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
