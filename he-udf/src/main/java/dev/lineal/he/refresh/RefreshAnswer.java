package dev.lineal.he.refresh;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One owner's answer to a {@link RefreshRequest} (docs/formats.md): per item, for a slot refresh,
 * the packed H_i and b_i; for a trace refresh, one residue per limb of h_i and the packed b_i; for
 * a trace release, h_i alone, flooded instead of masked; for a trace share, h_i alone; for a
 * partial product, the packed c_0 and c_1 of a degree-1 ciphertext.
 */
public final class RefreshAnswer {
  /** Bytes before the first item. */
  public static final int PRELUDE = Header.BYTES + 40;

  private static final int ITEM_HEADER = 8;
  private static final int TRACE_BYTES = HeParameters.LIMBS * Long.BYTES;

  private final Header header;
  private final byte[] bytes;

  private RefreshAnswer(Header header, byte[] bytes) {
    this.header = header;
    this.bytes = bytes;
  }

  /** A slot refresh's answer, to be filled with {@link #slots}. */
  public static RefreshAnswer ofSlots(RefreshRequest request, int owner) {
    return of(Kind.SLOT_REFRESH_ANSWER, request, owner, 2);
  }

  /** A trace refresh's answer, to be filled with {@link #trace}. */
  public static RefreshAnswer ofTraces(RefreshRequest request, int owner) {
    return of(Kind.TRACE_REFRESH_ANSWER, request, owner, 1);
  }

  /** A trace release's answer, to be filled with {@link #released}. */
  public static RefreshAnswer ofReleases(RefreshRequest request, int owner) {
    return of(Kind.TRACE_RELEASE_ANSWER, request, owner, 0);
  }

  /** An answer of shares, to be filled with {@link #share}. */
  public static RefreshAnswer ofShares(RefreshRequest request, int owner) {
    return of(Kind.TRACE_SHARE_ANSWER, request, owner, 0);
  }

  /** An answer of partial products, to be filled with {@link #partial}. */
  public static RefreshAnswer ofPartials(RefreshRequest request, int owner) {
    return of(Kind.PARTIAL_PRODUCT_ANSWER, request, owner, 2);
  }

  private static RefreshAnswer of(Kind kind, RefreshRequest request, int owner, int polynomials) {
    if (owner < 0) {
      throw new IllegalArgumentException("An owner's index is not negative, but " + owner + " is.");
    }
    Header asked = request.header();
    Header header =
        new Header(
            kind,
            asked.parameters(),
            polynomials,
            HeParameters.REFRESHED_SCALE_BITS,
            asked.keyId(),
            asked.items());
    byte[] bytes = new byte[Math.toIntExact(PRELUDE + header.items() * itemBytes(header))];
    header.write(bytes, 0);
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.position(Header.BYTES).put(request.digest()).putInt(owner);
    RefreshAnswer answer = new RefreshAnswer(header, bytes);
    for (int item = 0; item < header.items(); item++) {
      out.putInt(answer.offset(item) - ITEM_HEADER, request.number(item));
    }
    return answer;
  }

  private static long itemBytes(Header header) {
    return ITEM_HEADER
        + traceBytes(header)
        + (long) header.polynomials() * header.parameters().packedBytes();
  }

  private static int traceBytes(Header header) {
    return switch (header.kind()) {
      case SLOT_REFRESH_ANSWER, PARTIAL_PRODUCT_ANSWER -> 0;
      default -> TRACE_BYTES;
    };
  }

  /** Fills an item: H_i then b_i, packed. */
  public RefreshAnswer slots(int item, byte[] packedHandB) {
    header.require(Kind.SLOT_REFRESH_ANSWER);
    return fill(item, offset(item), packedHandB, 2 * header.parameters().packedBytes());
  }

  /** Fills an item: h_i, a residue per limb, and b_i packed. */
  public RefreshAnswer trace(int item, long[] h, byte[] packedB) {
    header.require(Kind.TRACE_REFRESH_ANSWER);
    fill(item, h);
    return fill(item, offset(item) + TRACE_BYTES, packedB, header.parameters().packedBytes());
  }

  /** Fills an item: h_i, a residue per limb. */
  public RefreshAnswer released(int item, long[] h) {
    header.require(Kind.TRACE_RELEASE_ANSWER);
    return fill(item, h);
  }

  /** Fills an item: h_i, a residue per limb. */
  public RefreshAnswer share(int item, long[] h) {
    header.require(Kind.TRACE_SHARE_ANSWER);
    return fill(item, h);
  }

  /** Fills an item: c_0 then c_1, packed. */
  public RefreshAnswer partial(int item, byte[] packed) {
    header.require(Kind.PARTIAL_PRODUCT_ANSWER);
    return fill(item, offset(item), packed, 2 * header.parameters().packedBytes());
  }

  private RefreshAnswer fill(int item, long[] h) {
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int limb = 0; limb < HeParameters.LIMBS; limb++) {
      out.putLong(offset(item) + limb * Long.BYTES, h[limb]);
    }
    return this;
  }

  private RefreshAnswer fill(int item, int at, byte[] packed, int length) {
    if (packed.length != length) {
      throw new IllegalArgumentException(
          "Item " + item + " takes " + length + " packed bytes, not " + packed.length + ".");
    }
    System.arraycopy(packed, 0, bytes, at, length);
    return this;
  }

  /**
   * Reads an answer and holds it against the request. Residues are checked when it is absorbed. The
   * caller no longer touches the bytes.
   *
   * @throws HeFormatException when the bytes are no answer to this request
   */
  public static RefreshAnswer parse(byte[] bytes, RefreshRequest request) {
    RefreshAnswer answer = parse(bytes);
    answer.requireAnswers(request);
    return answer;
  }

  /**
   * Reads an answer to a request that is not at hand: its {@link #digest} names it. The caller no
   * longer touches the bytes.
   *
   * @throws HeFormatException when the bytes are no answer
   */
  public static RefreshAnswer parse(byte[] bytes) {
    Header header = Header.parse(bytes, 0);
    int polynomials = polynomials(header);
    header.requirePolynomials(polynomials, polynomials);
    header.requireScale(HeParameters.REFRESHED_SCALE_BITS);
    header.requireLength(bytes.length, PRELUDE - Header.BYTES + header.items() * itemBytes(header));
    return new RefreshAnswer(header, bytes);
  }

  private static int polynomials(Header header) {
    return switch (header.kind()) {
      case TRACE_REFRESH_ANSWER -> 1;
      case TRACE_RELEASE_ANSWER, TRACE_SHARE_ANSWER -> 0;
      case PARTIAL_PRODUCT_ANSWER -> 2;
      default -> {
        header.require(Kind.SLOT_REFRESH_ANSWER);
        yield 2;
      }
    };
  }

  private void requireAnswers(RefreshRequest request) {
    boolean same =
        header.items() == request.items()
            && header.keyId() == request.header().keyId()
            && header.parameters().equals(request.header().parameters())
            && owner() >= 0
            && word(Header.BYTES + 36) == 0
            && MessageDigest.isEqual(digest(), request.digest());
    for (int item = 0; same && item < header.items(); item++) {
      same =
          word(offset(item) - ITEM_HEADER) == request.number(item) && word(offset(item) - 4) == 0;
    }
    if (!same) {
      throw new HeFormatException(
          "Owner "
              + owner()
              + "'s answer belongs to another request; ask that owner again, and distrust it if it"
              + " repeats itself.");
    }
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** What {@link #toBytes()} returns, read-only and without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Writes what {@link #toBytes()} returns, without a copy. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** Number of bytes of {@link #toBytes()}. */
  public int length() {
    return bytes.length;
  }

  /** Digest of the request that this answers. */
  public byte[] digest() {
    return Arrays.copyOfRange(bytes, Header.BYTES, Header.BYTES + 32);
  }

  public Header header() {
    return header;
  }

  /** Number of the block or feature that an item is about. */
  public int number(int item) {
    return word(offset(item) - ITEM_HEADER);
  }

  /** Index of the owner in the study. */
  public int owner() {
    return word(Header.BYTES + 32);
  }

  public int items() {
    return header.items();
  }

  public Kind kind() {
    return header.kind();
  }

  /**
   * h_i of a trace, a share or a released item, a residue per limb.
   *
   * @throws HeFormatException when a residue is not below its prime
   */
  public long[] trace(int item) {
    if (header.kind() != Kind.TRACE_RELEASE_ANSWER && header.kind() != Kind.TRACE_SHARE_ANSWER) {
      header.require(Kind.TRACE_REFRESH_ANSWER);
    }
    long[] h = new long[HeParameters.LIMBS];
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int limb = 0; limb < h.length; limb++) {
      h[limb] = in.getLong(offset(item) + limb * Long.BYTES);
      if (h[limb] < 0 || h[limb] >= header.parameters().moduli().get(limb)) {
        throw new HeFormatException(
            "Owner " + owner() + "'s trace of item " + item + " has a residue above its prime.");
      }
    }
    return h;
  }

  /**
   * The partial product of an item: degree 1.
   *
   * @param scaleBits log2 of its scale
   * @throws HeFormatException when a residue is not below its prime
   */
  public Ciphertext partial(int item, int scaleBits) {
    header.require(Kind.PARTIAL_PRODUCT_ANSWER);
    return Ciphertext.unpack(
        header.parameters(), 1, scaleBits, header.keyId(), bytes, offset(item));
  }

  /**
   * @throws HeFormatException when this answers another kind of refresh, or one of another ring or
   *     joint key
   */
  void requireFor(Kind kind, HeParameters parameters, long keyId) {
    header.require(kind);
    if (!header.parameters().equals(parameters) || header.keyId() != keyId) {
      throw new HeFormatException(
          String.format(
              "Owner %d's answer is of %s under joint key %016x, the refresh of %s under %016x.",
              owner(), header.parameters().name(), header.keyId(), parameters.name(), keyId));
    }
  }

  /** Lends the bytes and the offset of an item's packed polynomials, without a copy. */
  public void lend(int item, PackedReader reader) {
    reader.read(bytes, offset(item) + traceBytes(header));
  }

  /** Reads packed polynomials at an offset; must not keep or change the array. */
  @FunctionalInterface
  public interface PackedReader {
    void read(byte[] bytes, int offset);
  }

  private int offset(int item) {
    if (item < 0 || item >= header.items()) {
      throw new IllegalArgumentException("The answer has no item " + item + ".");
    }
    return Math.toIntExact(PRELUDE + item * itemBytes(header) + ITEM_HEADER);
  }

  private int word(int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }
}
