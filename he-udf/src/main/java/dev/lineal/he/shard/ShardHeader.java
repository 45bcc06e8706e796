package dev.lineal.he.shard;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first 48 bytes of a shard (docs/shards.md).
 *
 * @param parameters of the study
 * @param keyId of the joint public key
 * @param block index of the block in its dataset, from 0
 * @param rows real rows, 1 .. N/2; the other slots are 0
 * @param columns number of ciphertexts, 1 .. {@value #MAX_COLUMNS}
 */
public record ShardHeader(HeParameters parameters, long keyId, int block, int rows, int columns) {
  /** Length in bytes. */
  public static final int BYTES = Header.BYTES + 16;

  private static final int OWN_BYTES = BYTES - Header.BYTES;

  /** No shard has more columns. */
  public static final int MAX_COLUMNS = 1 << 20;

  private static final int POLYNOMIALS = 2;

  /**
   * @throws HeFormatException naming the field that is out of range
   */
  public ShardHeader {
    require("the block", block, 0, Integer.MAX_VALUE);
    require("the number of rows", rows, 1, parameters.slots());
    require("the number of columns", columns, 1, MAX_COLUMNS);
  }

  /**
   * Reads the first 48 bytes of a shard.
   *
   * @param length of the whole shard
   * @throws HeFormatException when they are no header of a shard of that length
   */
  public static ShardHeader parse(byte[] bytes, long length) {
    Header header = Header.parse(bytes, 0).require(Kind.SHARD);
    header.requirePolynomials(POLYNOMIALS, POLYNOMIALS);
    long columnBytes = (long) POLYNOMIALS * header.parameters().packedBytes();
    header.requireLength(length, OWN_BYTES + header.items() * columnBytes);
    header.requireScale(HeParameters.COLUMN_SCALE_BITS);
    if (bytes.length < BYTES) {
      throw new HeFormatException(
          "The shard ends after %d of its header's %d bytes.".formatted(bytes.length, BYTES));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, Header.BYTES, OWN_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int block = in.getInt();
    int rows = in.getInt();
    require("the reserved field at offset 40", in.getLong(), 0, 0);
    return new ShardHeader(header.parameters(), header.keyId(), block, rows, header.items());
  }

  /** The 48 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    new Header(Kind.SHARD, parameters, POLYNOMIALS, scaleBits(), keyId, columns).write(bytes, 0);
    ByteBuffer.wrap(bytes, Header.BYTES, OWN_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(block)
        .putInt(rows);
    return bytes;
  }

  /** log2 of the scale of every column. */
  public int scaleBits() {
    return HeParameters.COLUMN_SCALE_BITS;
  }

  /** Bytes of one column: two packed polynomials. */
  public int columnBytes() {
    return POLYNOMIALS * parameters.packedBytes();
  }

  /** Bytes of the whole file. */
  public long fileBytes() {
    return BYTES + (long) columns * columnBytes();
  }

  private static void require(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new HeFormatException(
          "The header of the shard is corrupt: %s is %d, outside %d .. %d."
              .formatted(field, value, least, most));
    }
  }
}
