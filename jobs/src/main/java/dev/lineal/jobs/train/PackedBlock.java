package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.EncryptedBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A block as it travels and lies on disk.
 *
 * @param number in the plan's order of all blocks
 * @param sha256 content hash, hexadecimal: the key of the per-executor cache
 * @param columns one serialised ciphertext each, in the schema's order, the bias last
 */
public record PackedBlock(int number, String sha256, byte[][] columns) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes of native memory that {@link #open} takes. */
  long openBytes() {
    long polynomials = 2L * columns.length;
    return columns.length == 0
        ? 0
        : polynomials * dev.lineal.he.Header.parse(columns[0], 0).parameters().residueBytes();
  }

  /** Unpacks every column into native memory; the caller closes the block. */
  EncryptedBlock open() {
    List<Ciphertext> parsed = new ArrayList<>();
    try {
      for (byte[] column : columns) {
        parsed.add(Ciphertext.parse(column));
      }
      return new EncryptedBlock(parsed);
    } finally {
      parsed.forEach(Ciphertext::close);
    }
  }
}
