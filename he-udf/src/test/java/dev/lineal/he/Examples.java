package dev.lineal.he;

import java.util.HexFormat;

/** The example objects of docs/formats.md, one per format, in INSECURE_TEST_10. */
public final class Examples {
  public static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  public static final byte[] SEED = counting(0x00);
  public static final byte[] RUN = counting(0xa0);
  public static final int FIRST = 5;
  private static final int SLOT_OWNER = 1;
  private static final int TRACE_OWNER = 2;

  private Examples() {}

  private static byte[] counting(int from) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Residues residues(int polynomials, int item) {
    return Residues.example(SET, polynomials, item);
  }

  public static byte[] key() {
    return Layout.header(2, 1, 0, 0, 1).raw(SEED).packed(residues(1, 0)).bytes();
  }

  public static long keyId() {
    return java.nio.ByteBuffer.wrap(Sha256.of(key())).getLong();
  }

  public static byte[] ciphertext(int degree) {
    return Layout.header(1, degree + 1, 42, keyId(), 1).packed(residues(degree + 1, 0)).bytes();
  }

  public static byte[] accumulator() {
    Layout layout = Layout.header(3, 2, 82, keyId(), 2);
    for (int column = 0; column < 2; column++) {
      for (int limb = 0; limb < 4; limb++) {
        layout.number(1000 * (column + 1) + limb, 8);
      }
      layout.packed(residues(2, column));
    }
    return layout.bytes();
  }

  private static Layout request(int polynomials, int scaleBits, int round) {
    return Layout.header(4, polynomials, scaleBits, keyId(), 2)
        .raw(RUN)
        .number(3, 4)
        .number(round, 4)
        .number(2, 4)
        .number(0, 4);
  }

  /** Round 1: c_1 and c_2 of the two products {@link #product}. */
  public static byte[] requestOfProducts() {
    Layout layout = request(2, 82, 1);
    for (int item = 0; item < 2; item++) {
      layout.number(FIRST + item, 4).number(0, 4).packed(residues(3, item).slice(1, 2));
    }
    return layout.bytes();
  }

  public static Ciphertext product(int item) {
    return residues(3, item).ciphertext(82, keyId());
  }

  /** Round 2: the c_0 of two refreshed values. */
  /** Evidence of the request of products: its slot answer, signed by nobody. */
  public static byte[] evidence() {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    byte[] request = requestOfProducts();
    dev.lineal.he.refresh.RefreshEvidence.of(
            dev.lineal.he.refresh.RefreshRequest.parse(request),
            new byte[5],
            java.util.List.of(
                new dev.lineal.he.refresh.RefreshEvidence.Signed(
                    new byte[64], slotAnswer(request))))
        .parts()
        .forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  public static byte[] requestOfRefreshed() {
    Layout layout = request(1, 40, 2);
    for (int item = 0; item < 2; item++) {
      layout.number(FIRST + item, 4).number(0, 4).packed(residues(1, item));
    }
    return layout.bytes();
  }

  public static Ciphertext refreshed(int item) {
    return residues(2, item).ciphertext(40, keyId());
  }

  private static Layout answer(int kind, int polynomials, byte[] request, int owner) {
    return Layout.header(kind, polynomials, 40, keyId(), 2)
        .raw(Sha256.of(request))
        .number(owner, 4)
        .number(0, 4);
  }

  public static byte[] slotAnswer(byte[] request) {
    return pairs(5, request);
  }

  /** The same polynomials as partial products. */
  public static byte[] partialAnswer(byte[] request) {
    return pairs(11, request);
  }

  private static byte[] pairs(int kind, byte[] request) {
    Layout layout = answer(kind, 2, request, SLOT_OWNER);
    for (int item = 0; item < 2; item++) {
      layout.number(FIRST + item, 4).number(0, 4).packed(residues(2, 2 + item));
    }
    return layout.bytes();
  }

  /** h_i of a trace item. */
  public static long[] trace(int item) {
    return new long[] {7000 + item, 8000 + item, 9000 + item, 10000 + item};
  }

  public static byte[] traceAnswer(byte[] request) {
    Layout layout = answer(6, 1, request, TRACE_OWNER);
    for (int item = 0; item < 2; item++) {
      layout.number(FIRST + item, 4).number(0, 4);
      for (long residue : trace(item)) {
        layout.number(residue, 8);
      }
      layout.packed(residues(1, 4 + item));
    }
    return layout.bytes();
  }

  /** The same traces, released: no polynomial behind them. */
  public static byte[] releaseAnswer(byte[] request) {
    return traces(8, request);
  }

  /** The same traces as shares: no polynomial behind them either. */
  public static byte[] shareAnswer(byte[] request) {
    return traces(10, request);
  }

  private static byte[] traces(int kind, byte[] request) {
    Layout layout = answer(kind, 0, request, TRACE_OWNER);
    for (int item = 0; item < 2; item++) {
      layout.number(FIRST + item, 4).number(0, 4);
      for (long residue : trace(item)) {
        layout.number(residue, 8);
      }
    }
    return layout.bytes();
  }

  /** The example of docs/shards.md: block 3, 400 rows, two columns. */
  public static byte[] shard() {
    Layout layout = Layout.header(7, 2, 42, keyId(), 2).number(3, 4).number(400, 4).number(0, 8);
    return layout.packed(residues(2, 0)).packed(residues(2, 1)).bytes();
  }
}
