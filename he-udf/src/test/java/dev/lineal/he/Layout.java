package dev.lineal.he;

import java.io.ByteArrayOutputStream;

/** Writes the tables of docs/formats.md field by field. Shares no code with the product. */
public final class Layout {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A header of the example set, INSECURE_TEST_10. */
  public static Layout header(int kind, int polynomials, int scaleBits, long keyId, int items) {
    return new Layout()
        .ascii("LINL")
        .number(1, 2)
        .number(kind, 2)
        .number(10, 2)
        .number(4, 1)
        .number(polynomials, 1)
        .number(scaleBits, 2)
        .number(0, 2)
        .number(keyId, 8)
        .number(items, 4)
        .number(0, 4);
  }

  public Layout ascii(String text) {
    return raw(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** A little-endian number. */
  public Layout number(long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes.write((int) (value >>> 8 * i));
    }
    return this;
  }

  public Layout raw(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  public Layout packed(Residues residues) {
    return raw(residues.packed());
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
