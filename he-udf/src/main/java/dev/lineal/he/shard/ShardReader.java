package dev.lineal.he.shard;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.Sha256;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A shard read column by column, in memory of one column; SHA-256 is taken in the same pass. For
 * one thread at a time.
 */
public final class ShardReader implements Closeable {
  private final InputStream in;
  private final MessageDigest digest = Sha256.digest();
  private final ShardHeader header;
  private int next;
  private byte[] sha256;

  private ShardReader(InputStream in, long length) throws IOException {
    this.in = in;
    byte[] head = in.readNBytes(ShardHeader.BYTES);
    header = ShardHeader.parse(head, length);
    digest.update(head);
  }

  /**
   * Reads the header.
   *
   * @param in closed with the reader, or by this call when it fails
   * @param length of everything that {@code in} will give
   * @throws HeFormatException when it is no shard of that length
   */
  public static ShardReader of(InputStream in, long length) throws IOException {
    try {
      return new ShardReader(in, length);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The same for a file. */
  public static ShardReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return of(new BufferedInputStream(in, 1 << 16), Files.size(file));
  }

  public ShardHeader header() {
    return header;
  }

  /** Whether a column is left. */
  public boolean hasNext() {
    return next < header.columns();
  }

  /**
   * The bytes of the next column as they lie in the file, whose residues nobody has checked yet.
   *
   * @throws HeFormatException when the data end before the column does
   */
  public byte[] nextPacked() throws IOException {
    if (!hasNext()) {
      throw new IllegalStateException("The shard has no more than %d columns.".formatted(next));
    }
    byte[] column = in.readNBytes(header.columnBytes());
    if (column.length != header.columnBytes()) {
      throw new HeFormatException(
          "Shard %d ends after %d of the %d bytes of column %d; it is truncated."
              .formatted(header.block(), column.length, header.columnBytes(), next));
    }
    digest.update(column);
    next++;
    return column;
  }

  /**
   * The next column: degree 1, scale 2^42, slot k holding row k.
   *
   * @throws HeFormatException also when a residue is not below its prime
   */
  public Ciphertext next() throws IOException {
    byte[] column = nextPacked();
    try {
      return Ciphertext.unpack(
          header.parameters(), 1, header.scaleBits(), header.keyId(), column, 0);
    } catch (HeFormatException e) {
      throw new HeFormatException(
          "Column %d of shard %d is corrupt. %s"
              .formatted(next - 1, header.block(), e.getMessage()));
    }
  }

  /**
   * SHA-256 of the whole shard, once every column was read.
   *
   * @throws IllegalStateException before
   * @throws HeFormatException when there is something behind the last column
   */
  public byte[] sha256() throws IOException {
    if (hasNext()) {
      throw new IllegalStateException(
          "Read all %d columns first; %d are read.".formatted(header.columns(), next));
    }
    if (in.read() >= 0) {
      throw new HeFormatException(
          "Shard %d goes on behind its last column.".formatted(header.block()));
    }
    if (sha256 == null) {
      sha256 = digest.digest();
    }
    return sha256.clone();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
