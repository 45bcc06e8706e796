package dev.lineal.he.refresh;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.Kind;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.Sha256;
import dev.lineal.he.linalg.GradientAccumulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * One request of one round to all owners, byte-identical for each (docs/formats.md). Items are
 * blocks (rounds 1 to 4) or features (round 5). In rounds 1 and 5 an item is (c_1, c_2) of a
 * product, in rounds 2 to 4 the c_0 of the value refreshed last, from which the owner forms the
 * product itself; where weights stay shared, items of the step and of partial products are empty.
 *
 * <p>{@link #digest()} is SHA-256 over all bytes, computed once, at the latest when it is asked
 * for.
 */
public final class RefreshRequest {
  private static final int PRELUDE = Header.BYTES + 48;
  private static final int ITEM_HEADER = 8;
  private static final int CHUNK = 1 << 15;

  private final Header header;
  private final byte[] bytes;
  private byte[] digest;

  private RefreshRequest(Header header, byte[] bytes) {
    this(header, bytes, null);
  }

  private RefreshRequest(Header header, byte[] bytes, byte[] digest) {
    this.header = header;
    this.bytes = bytes;
    this.digest = digest;
  }

  /** Which run, iteration, round (1 .. 5 and up) and slice a request belongs to. */
  public record Position(byte[] run, int iteration, int round, int slice) {
    public Position {
      if (run.length != 32) {
        throw new IllegalArgumentException("A run id has 32 bytes, not " + run.length + ".");
      }
      if (iteration < 0 || round < 1 || round > 0xffff || slice < 0) {
        throw new IllegalArgumentException(
            "Iteration and slice are not negative and a round lies in 1 .. 65535.");
      }
      run = run.clone();
    }
  }

  /** A request whose items are (c_1, c_2) of degree-2 products, item i having number first + i. */
  public static RefreshRequest ofProducts(Position position, int first, List<Ciphertext> products) {
    return of(position, first, products, 2, 1, 2);
  }

  /** A request whose items are the c_0 of refreshed ciphertexts. */
  public static RefreshRequest ofRefreshed(Position position, int first, List<Ciphertext> values) {
    return of(position, first, values, 1, 0, 1);
  }

  /**
   * A request of items whose products every owner forms of what it has: it names them, and nothing
   * more.
   *
   * @param scaleBits log2 of the products' scale
   */
  public static RefreshRequest ofKnown(
      Position position, HeParameters parameters, long keyId, int scaleBits, int first, int count) {
    Header header = new Header(Kind.REFRESH_REQUEST, parameters, 0, scaleBits, keyId, count);
    byte[] bytes = prelude(header, position);
    for (int i = 0; i < count; i++) {
      itemHeader(header, bytes, i, first + i);
    }
    return new RefreshRequest(header, bytes);
  }

  /**
   * A request whose items are (c_1, c_2) of an accumulator's columns first .. first + count - 1.
   */
  public static RefreshRequest ofColumns(
      Position position, GradientAccumulator accumulator, int first, int count) {
    if (first < 0 || count < 1 || count > accumulator.columns() - first) {
      throw new IllegalArgumentException(
          "The accumulator has "
              + accumulator.columns()
              + " columns; "
              + count
              + " from number "
              + first
              + " on cannot be requested.");
    }
    HeParameters parameters = accumulator.parameters();
    Header header =
        new Header(
            Kind.REFRESH_REQUEST,
            parameters,
            2,
            accumulator.scaleBits(),
            accumulator.keyId(),
            count);
    byte[] bytes = prelude(header, position);
    for (int i = 0; i < count; i++) {
      int at = itemHeader(header, bytes, i, first + i);
      accumulator.packColumn(first + i, bytes, at);
    }
    return new RefreshRequest(header, bytes);
  }

  /**
   * A request of every column of an accumulator that holds only the features from number {@code
   * first} on.
   */
  public static RefreshRequest ofFeatures(
      Position position, int first, GradientAccumulator features) {
    int count = features.columns();
    if (first < 0 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException("A feature's number lies in 0 .. 2^31 - 1.");
    }
    Header header =
        new Header(
            Kind.REFRESH_REQUEST,
            features.parameters(),
            2,
            features.scaleBits(),
            features.keyId(),
            count);
    byte[] bytes = prelude(header, position);
    for (int i = 0; i < count; i++) {
      features.packColumn(i, bytes, itemHeader(header, bytes, i, first + i));
    }
    return new RefreshRequest(header, bytes);
  }

  private static RefreshRequest of(
      Position position,
      int first,
      List<Ciphertext> values,
      int degree,
      int from,
      int polynomials) {
    requireAlike(first, values, degree);
    Ciphertext any = values.get(0);
    Header header =
        new Header(
            Kind.REFRESH_REQUEST,
            any.parameters(),
            polynomials,
            any.scaleBits(),
            any.keyId(),
            values.size());
    byte[] bytes = prelude(header, position);
    for (int i = 0; i < values.size(); i++) {
      values.get(i).pack(from, polynomials, bytes, itemHeader(header, bytes, i, first + i));
    }
    return new RefreshRequest(header, bytes);
  }

  private static void requireAlike(int first, List<Ciphertext> values, int degree) {
    if (values.isEmpty() || first < 0 || first > Integer.MAX_VALUE - values.size()) {
      throw new IllegalArgumentException(
          "A request has at least one item, and their numbers lie in 0 .. 2^31 - 1.");
    }
    Ciphertext any = values.get(0);
    for (Ciphertext value : values) {
      if (value.degree() != degree
          || value.scaleBits() != any.scaleBits()
          || value.keyId() != any.keyId()
          || !value.parameters().equals(any.parameters())) {
        throw new IllegalArgumentException(
            "The items of this request are ciphertexts of degree "
                + degree
                + " of one parameter set, joint key and scale.");
      }
    }
  }

  private static byte[] prelude(Header header, Position position) {
    long length = PRELUDE + header.items() * itemBytes(header);
    byte[] bytes = new byte[Math.toIntExact(length)];
    header.write(bytes, 0);
    ByteBuffer.wrap(bytes, Header.BYTES, 48)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(position.run())
        .putInt(position.iteration())
        .putInt(position.round())
        .putInt(position.slice())
        .putInt(0);
    return bytes;
  }

  private static long itemBytes(Header header) {
    return ITEM_HEADER + (long) header.polynomials() * header.parameters().packedBytes();
  }

  private static int itemHeader(Header header, byte[] bytes, int item, int number) {
    int at = Math.toIntExact(PRELUDE + item * itemBytes(header));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
    return at + ITEM_HEADER;
  }

  /**
   * Reads a request. Residues are checked when an item is taken.
   *
   * @throws HeFormatException when the bytes are no request
   */
  public static RefreshRequest parse(byte[] bytes) {
    return checked(bytes.clone(), Sha256.of(bytes));
  }

  /**
   * Reads a request of {@code length} bytes from a stream, hashing while it reads; nothing is
   * copied.
   *
   * @throws HeFormatException when the bytes are no request, or the stream ends before they do
   */
  public static RefreshRequest read(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    MessageDigest digest = Sha256.digest();
    int filled = 0;
    while (filled < length) {
      int read = in.read(bytes, filled, Math.min(CHUNK, length - filled));
      if (read < 0) {
        throw new HeFormatException(
            "The request ends after " + filled + " of its " + length + " bytes.");
      }
      digest.update(bytes, filled, read);
      filled += read;
    }
    return checked(bytes, digest.digest());
  }

  private static RefreshRequest checked(byte[] bytes, byte[] digest) {
    Header header = Header.parse(bytes, 0).require(Kind.REFRESH_REQUEST);
    header.requirePolynomials(0, 2);
    header.requireLength(bytes.length, PRELUDE - Header.BYTES + header.items() * itemBytes(header));
    RefreshRequest request = new RefreshRequest(header, bytes, digest);
    if (request.iteration() < 0
        || request.round() < 1
        || request.round() > 0xffff
        || request.slice() < 0
        || request.word(Header.BYTES + 44) != 0) {
      throw new HeFormatException("The request's iteration, round or slice is out of range.");
    }
    for (int item = 0; item < header.items(); item++) {
      int least = item == 0 ? 0 : request.number(item - 1) + 1; // two equal ones would share an a
      if (request.number(item) < least || least < 0) {
        throw new HeFormatException(
            "The number of item " + item + " is out of range; items stand in ascending order.");
      }
      if (request.word(request.itemOffset(item) - 4) != 0) {
        throw new HeFormatException("The reserved field of item " + item + " is not 0.");
      }
    }
    return request;
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** What {@link #toBytes()} returns, read-only and without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** SHA-256 of {@link #toBytes()}. */
  public synchronized byte[] digest() {
    if (digest == null) {
      digest = Sha256.of(bytes);
    }
    return digest.clone();
  }

  /** Number of bytes of {@link #toBytes()}. */
  public int length() {
    return bytes.length;
  }

  public Header header() {
    return header;
  }

  public int items() {
    return header.items();
  }

  public byte[] run() {
    return Arrays.copyOfRange(bytes, Header.BYTES, Header.BYTES + 32);
  }

  public int iteration() {
    return word(Header.BYTES + 32);
  }

  public int round() {
    return word(Header.BYTES + 36);
  }

  public int slice() {
    return word(Header.BYTES + 40);
  }

  /** Number of the block or feature that an item is about. */
  public int number(int item) {
    return word(itemOffset(item) - ITEM_HEADER);
  }

  /** The packed polynomials of an item, unchecked. */
  public byte[] packed(int item) {
    int at = itemOffset(item);
    int length = header.polynomials() * header.parameters().packedBytes();
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  /**
   * (c_1, c_2) of an item of rounds 1 and 5.
   *
   * @throws HeFormatException when a residue is not below its prime, or the round sends c_0
   */
  public RefreshOperands operands(int item) {
    header.requirePolynomials(2, 2);
    return RefreshOperands.unpack(header.parameters(), header.scaleBits(), bytes, itemOffset(item));
  }

  /**
   * The refreshed ciphertext that an item of rounds 2 to 4 names by its c_0; its a comes from the
   * seed of the refresh that made it.
   *
   * @throws HeFormatException when a residue is not below its prime, or the round sends products
   */
  public Ciphertext refreshed(int item, byte[] seed) {
    header.requirePolynomials(1, 1);
    return Ciphertext.ofSeed(
        header.parameters(), header.scaleBits(), header.keyId(), seed, bytes, itemOffset(item));
  }

  private int itemOffset(int item) {
    if (item < 0 || item >= header.items()) {
      throw new IllegalArgumentException("The request has no item " + item + ".");
    }
    return Math.toIntExact(PRELUDE + item * itemBytes(header) + ITEM_HEADER);
  }

  private int word(int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }
}
