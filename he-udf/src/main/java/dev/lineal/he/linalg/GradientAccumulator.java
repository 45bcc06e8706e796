package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.EncryptedObject;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.Kind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;

/**
 * Per column j the degree-2 sum g_j = sum over blocks of x_j (x) r, for a trace: c_1 and c_2 whole,
 * of c_0 only the sum over its NTT positions, since (1/N) of that is its constant coefficient.
 * Additions are exact, so their order never changes a bit.
 */
public final class GradientAccumulator extends EncryptedObject {
  private static final int SUM_BYTES = HeParameters.LIMBS * Long.BYTES;

  private final int columns;
  private final int scaleBits;

  /** All zero; {@code scaleBits} is log2 of the product's scale. */
  public GradientAccumulator(HeParameters parameters, long keyId, int columns, int scaleBits) {
    super(
        create(parameters.id(), columns, scaleBits), GradientAccumulator::free, parameters, keyId);
    this.columns = columns;
    this.scaleBits = scaleBits;
  }

  public int columns() {
    return columns;
  }

  /** log2 of the product's scale. */
  public int scaleBits() {
    return scaleBits;
  }

  /** Adds x_j (x) r_b over all blocks b, each value of a block read once. */
  public GradientAccumulator add(List<EncryptedBlock> blocks, List<Ciphertext> residuals) {
    return addFrom(0, blocks, residuals);
  }

  /** The same for the columns first .. first + columns() - 1 of every block. */
  public GradientAccumulator addFrom(
      int first, List<EncryptedBlock> blocks, List<Ciphertext> factors) {
    blocks.forEach(block -> requireKey(block.keyId()));
    factors.forEach(factor -> requireKey(factor.keyId()));
    return use(
        self ->
            useAll(
                blocks,
                b ->
                    useAll(
                        factors,
                        r -> {
                          addProducts(self, b, r, first);
                          return this;
                        })));
  }

  /** Adds another accumulator of the same shape. */
  public GradientAccumulator add(GradientAccumulator other) {
    requireKey(other.keyId());
    return useAll(
        List.of(this, other),
        a -> {
          addAccumulator(a[0], a[1]);
          return this;
        });
  }

  /**
   * The constant coefficient of column j's c_0 modulo every limb: the cluster's own part of a
   * trace, to which the owners' h_i are added.
   */
  public long[] constantOfC0(int column) {
    long[] sums = sums(column);
    for (int limb = 0; limb < sums.length; limb++) {
      BigInteger q = BigInteger.valueOf(parameters().moduli().get(limb));
      BigInteger inverse = BigInteger.valueOf(parameters().ringDegree()).modInverse(q);
      sums[limb] = BigInteger.valueOf(sums[limb]).multiply(inverse).mod(q).longValue();
    }
    return sums;
  }

  /** Writes c_1 and c_2 of column j packed; returns the offset behind them. */
  public int packColumn(int column, byte[] out, int offset) {
    return use(
        address -> {
          packColumn(address, column, out, offset);
          return offset + 2 * parameters().packedBytes();
        });
  }

  /** Lends c_1 and c_2 of column j, [polynomial][limb][N], read-only and only inside the call. */
  public <T> T withColumn(int column, Function<ByteBuffer, T> reader) {
    return use(
        address ->
            reader.apply(
                viewColumn(address, column).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN)));
  }

  private long[] sums(int column) {
    return use(
        address -> {
          long[] sums = new long[HeParameters.LIMBS];
          sums(address, column, sums);
          return sums;
        });
  }

  /** The layout of docs/formats.md. */
  public byte[] toBytes() {
    int columnBytes = SUM_BYTES + 2 * parameters().packedBytes();
    byte[] bytes = new byte[Math.addExact(Header.BYTES, Math.multiplyExact(columns, columnBytes))];
    new Header(Kind.ACCUMULATOR, parameters(), 2, scaleBits, keyId(), columns).write(bytes, 0);
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int j = 0; j < columns; j++) {
      int at = Header.BYTES + j * columnBytes;
      long[] sums = sums(j);
      for (int limb = 0; limb < sums.length; limb++) {
        out.putLong(at + limb * Long.BYTES, sums[limb]);
      }
      packColumn(j, bytes, at + SUM_BYTES);
    }
    return bytes;
  }

  /**
   * Reads the layout of docs/formats.md.
   *
   * @throws dev.lineal.he.HeFormatException when the bytes are no accumulator
   */
  public static GradientAccumulator parse(byte[] bytes) {
    Header header = Header.parse(bytes, 0).require(Kind.ACCUMULATOR);
    header.requirePolynomials(2, 2);
    int columnBytes = SUM_BYTES + 2 * header.parameters().packedBytes();
    header.requireLength(bytes.length, (long) header.items() * columnBytes);
    GradientAccumulator accumulator =
        new GradientAccumulator(
            header.parameters(), header.keyId(), header.items(), header.scaleBits());
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int j = 0; j < header.items(); j++) {
        accumulator.read(in, j, Header.BYTES + j * columnBytes);
      }
      return accumulator;
    } catch (RuntimeException e) {
      accumulator.close();
      throw e;
    }
  }

  private void read(ByteBuffer in, int column, int at) {
    long[] sums = new long[HeParameters.LIMBS];
    for (int limb = 0; limb < sums.length; limb++) {
      sums[limb] = in.getLong(at + limb * Long.BYTES);
    }
    use(
        address -> {
          unpackColumn(address, column, in.array(), at + SUM_BYTES, sums);
          return null;
        });
  }

  private static native long create(int set, int columns, int scaleBits);

  private static native void addProducts(long self, long[] blocks, long[] factors, int first);

  private static native void addAccumulator(long self, long other);

  private static native void packColumn(long self, int column, byte[] bytes, int offset);

  private static native void unpackColumn(
      long self, int column, byte[] bytes, int offset, long[] sums);

  private static native void sums(long self, int column, long[] out);

  private static native ByteBuffer viewColumn(long self, int column);

  private static native void free(long self);
}
