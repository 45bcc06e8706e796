package dev.lineal.he;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 32 bytes before every Lineal object (docs/formats.md), little-endian.
 *
 * @param polynomials per item
 * @param scaleBits log2 of the scale, 0 .. 120
 * @param keyId first eight bytes of the joint key's fingerprint; 0 for the key itself
 * @param items in the object, at least 1
 */
public record Header(
    Kind kind, HeParameters parameters, int polynomials, int scaleBits, long keyId, int items) {
  public static final int BYTES = 32;

  private static final int MAGIC = 0x4c4e494c; // "LINL"
  private static final short VERSION = 1;
  private static final int MAX_SCALE_BITS = 120;

  /**
   * @throws HeFormatException when the bytes at {@code offset} are no header
   */
  public static Header parse(byte[] bytes, int offset) {
    if (bytes.length - offset < BYTES) {
      throw new HeFormatException(
          "The data end before the header of "
              + BYTES
              + " bytes does; they are truncated or no Lineal object.");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt() != MAGIC) {
      throw new HeFormatException("The data do not start with LINL; they are no Lineal object.");
    }
    int version = Short.toUnsignedInt(in.getShort());
    if (version != VERSION) {
      throw new HeFormatException(
          "The data have format version " + version + "; this software reads version 1.");
    }
    Kind kind = kind(Short.toUnsignedInt(in.getShort()));
    HeParameters parameters = HeParameters.ofId(Short.toUnsignedInt(in.getShort()));
    int limbs = Byte.toUnsignedInt(in.get());
    int polynomials = Byte.toUnsignedInt(in.get());
    int scaleBits = Short.toUnsignedInt(in.getShort());
    int reserved = Short.toUnsignedInt(in.getShort());
    long keyId = in.getLong();
    int items = in.getInt();
    int reservedToo = in.getInt();
    requireRange(kind, "the number of limbs", limbs, HeParameters.LIMBS, HeParameters.LIMBS);
    requireRange(kind, "the scale's bits", scaleBits, 0, MAX_SCALE_BITS);
    requireRange(kind, "the reserved field at offset 14", reserved, 0, 0);
    requireRange(kind, "the number of items", items, 1, Integer.MAX_VALUE);
    requireRange(kind, "the reserved field at offset 28", reservedToo, 0, 0);
    return new Header(kind, parameters, polynomials, scaleBits, keyId, items);
  }

  private static void requireRange(Kind kind, String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new HeFormatException(
          "The header of the "
              + kind
              + " is corrupt: "
              + field
              + " is "
              + value
              + ", outside "
              + least
              + " .. "
              + most
              + ".");
    }
  }

  public void write(byte[] bytes, int offset) {
    ByteBuffer.wrap(bytes, offset, BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putShort(VERSION)
        .putShort((short) kind.number())
        .putShort((short) parameters.id())
        .put((byte) HeParameters.LIMBS)
        .put((byte) polynomials)
        .putShort((short) scaleBits)
        .putShort((short) 0)
        .putLong(keyId)
        .putInt(items)
        .putInt(0);
  }

  /**
   * @throws HeFormatException when the object is of another kind
   */
  public Header require(Kind expected) {
    if (kind != expected) {
      throw new HeFormatException("This is a " + kind + " where a " + expected + " is needed.");
    }
    return this;
  }

  /**
   * @throws HeFormatException when an item has fewer or more polynomials
   */
  public void requirePolynomials(int least, int most) {
    if (polynomials < least || polynomials > most) {
      throw new HeFormatException(
          "A " + kind + " has no items of " + polynomials + " polynomials; the data are corrupt.");
    }
  }

  /**
   * @throws HeFormatException when the object has more than one item
   */
  public void requireSingle() {
    requireRange(kind, "the number of items", items, 1, 1);
  }

  /**
   * @throws HeFormatException when the scale is another
   */
  public void requireScale(int bits) {
    requireRange(kind, "the scale's bits", scaleBits, bits, bits);
  }

  /**
   * @throws HeFormatException when the key id is another
   */
  public void requireKeyId(long expected) {
    requireRange(kind, "the key id", keyId, expected, expected);
  }

  /**
   * @throws HeFormatException when the object of header and {@code body} bytes is not {@code
   *     length} bytes long
   */
  public void requireLength(long length, long body) {
    if (length != BYTES + body) {
      throw new HeFormatException(
          "The "
              + kind
              + " has "
              + length
              + " bytes where its header says "
              + (BYTES + body)
              + "; it is truncated or has something appended.");
    }
  }

  private static Kind kind(int number) {
    for (Kind kind : Kind.values()) {
      if (kind.number() == number) {
        return kind;
      }
    }
    throw new HeFormatException(
        "The data are of kind " + number + ", which this version does not know.");
  }
}
