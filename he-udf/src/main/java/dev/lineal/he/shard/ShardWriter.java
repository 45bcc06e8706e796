package dev.lineal.he.shard;

import dev.lineal.he.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Writes a shard column by column. For one thread at a time. */
public final class ShardWriter implements Closeable {
  private final OutputStream out;
  private final ShardHeader header;
  private final MessageDigest digest = Sha256.digest();
  private int columns;

  /**
   * Writes the header.
   *
   * @param out closed with the writer
   */
  public ShardWriter(OutputStream out, ShardHeader header) throws IOException {
    this.out = out;
    this.header = header;
    write(header.toBytes());
  }

  /**
   * Writes the next column.
   *
   * @param packed two packed polynomials, c_0 and c_1
   */
  public void column(byte[] packed) throws IOException {
    if (packed.length != header.columnBytes() || columns == header.columns()) {
      throw new IllegalArgumentException(
          "A shard of %d columns of %d bytes takes no column number %d of %d bytes."
              .formatted(header.columns(), header.columnBytes(), columns, packed.length));
    }
    write(packed);
    columns++;
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    digest.update(bytes);
  }

  /**
   * Flushes, and gives SHA-256 of the shard.
   *
   * @throws IllegalStateException while columns are missing
   */
  public byte[] finish() throws IOException {
    if (columns != header.columns()) {
      throw new IllegalStateException(
          "The shard has %d of its %d columns.".formatted(columns, header.columns()));
    }
    out.flush();
    return digest.digest();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
