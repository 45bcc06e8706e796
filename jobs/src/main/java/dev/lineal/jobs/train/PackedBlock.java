package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A block as it travels and lies on disk.
 *
 * @param number in the plan's order of all blocks
 * @param sha256 content hash, hexadecimal: the key of the per-executor cache
 * @param parameterSet such as {@code STUDY_13}
 * @param keyId of the joint public key
 * @param scaleBits log2 of the columns' scale
 * @param columns c_0 and c_1 packed, in the shard's order, the bias last
 */
public record PackedBlock(
    int number, String sha256, String parameterSet, long keyId, int scaleBits, byte[][] columns)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Columns as owners encrypt them. */
  public PackedBlock(int number, String sha256, String parameterSet, long keyId, byte[][] columns) {
    this(number, sha256, parameterSet, keyId, HeParameters.COLUMN_SCALE_BITS, columns);
  }

  /** Bytes of native memory that {@link #open} takes. */
  long openBytes() {
    return 2L * columns.length * HeParameters.named(parameterSet).residueBytes();
  }

  /**
   * Unpacks every column into native memory; the caller closes the block.
   *
   * @throws dev.lineal.he.HeFormatException when a residue is not below its prime
   */
  public EncryptedBlock open() {
    HeParameters parameters = HeParameters.named(parameterSet);
    List<Ciphertext> opened = new ArrayList<>();
    try {
      for (byte[] column : columns) {
        opened.add(Ciphertext.unpack(parameters, 1, scaleBits, keyId, column, 0));
      }
      return new EncryptedBlock(opened);
    } finally {
      opened.forEach(Ciphertext::close);
    }
  }
}
