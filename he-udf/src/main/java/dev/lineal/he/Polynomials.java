package dev.lineal.he;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Polynomials over the study's ring in NTT form, in native memory: what plaintexts, ciphertexts and
 * public keys have in common. Residues lie as [polynomial][limb][N], 8 bytes each.
 */
public abstract class Polynomials extends NativeHandle {
  static {
    NativeLibrary.load(Polynomials.class, "lineal_he", "openfhe", "lineal_cuda");
  }

  private final HeParameters parameters;
  private final int degree;
  private final int scaleBits;

  Polynomials(long address, HeParameters parameters, int degree, int scaleBits) {
    super(address, Polynomials::free);
    this.parameters = parameters;
    this.degree = degree;
    this.scaleBits = scaleBits;
  }

  public final HeParameters parameters() {
    return parameters;
  }

  /** Number of polynomials minus one. */
  public final int degree() {
    return degree;
  }

  /** log2 of the scale. */
  public final int scaleBits() {
    return scaleBits;
  }

  /**
   * Lends the residues, little-endian and read-only, to {@code reader} without a copy. The view is
   * valid only inside the call; to keep a number, copy it.
   */
  public final <T> T withResidues(Function<ByteBuffer, T> reader) {
    return use(
        address -> reader.apply(view(address).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN)));
  }

  /** Lends the residues of several objects at once, in the same way. */
  public static <T> T withResidues(
      List<? extends Polynomials> all, Function<ByteBuffer[], T> reader) {
    return useAll(
        all,
        addresses ->
            reader.apply(
                Arrays.stream(addresses)
                    .mapToObj(one -> view(one).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN))
                    .toArray(ByteBuffer[]::new)));
  }

  /**
   * Writes polynomials {@code first .. first + count - 1} packed to their bit width.
   *
   * @return the offset behind the last byte written
   */
  public final int pack(int first, int count, byte[] out, int offset) {
    return use(
        address -> {
          pack(address, first, count, out, offset);
          return offset + count * parameters.packedBytes();
        });
  }

  /**
   * The constant coefficient of the first polynomial modulo every limb: (1/N) of the sum of its NTT
   * values.
   */
  public final long[] constantOfC0() {
    int n = parameters().ringDegree();
    return withResidues(
        all -> {
          long[] constants = new long[HeParameters.LIMBS];
          for (int limb = 0; limb < constants.length; limb++) {
            long q = parameters().moduli().get(limb);
            long sum = 0;
            for (int k = 0; k < n; k++) {
              sum = (sum + all.getLong((limb * n + k) * Long.BYTES)) % q;
            }
            BigInteger modulus = BigInteger.valueOf(q);
            BigInteger inverse = BigInteger.valueOf(n).modInverse(modulus);
            constants[limb] = BigInteger.valueOf(sum).multiply(inverse).mod(modulus).longValue();
          }
          return constants;
        });
  }

  static long unpacked(
      HeParameters parameters, int degree, int scaleBits, byte[] bytes, int offset) {
    return unpack(parameters.id(), degree, scaleBits, bytes, offset);
  }

  private static native long unpack(int set, int degree, int scaleBits, byte[] bytes, int offset);

  private static native void pack(long self, int first, int count, byte[] bytes, int offset);

  private static native ByteBuffer view(long self);

  private static native void free(long self);
}
