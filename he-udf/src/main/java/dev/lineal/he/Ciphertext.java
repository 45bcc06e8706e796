package dev.lineal.he;

import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * A ciphertext of degree 1 or 2 over N/2 slots, in NTT form at all four limbs: it decrypts to c_0 +
 * c_1 s (+ c_2 s^2) at scale 2^{@link #scaleBits()}. Nothing is ever relinearised or rescaled; a
 * product of two fresh ciphertexts has degree 2 and goes to the owners for a refresh.
 *
 * <p>{@link #keyId()} names the joint key; ciphertexts of different keys do not combine.
 */
public final class Ciphertext extends Polynomials {
  private final long keyId;

  Ciphertext(long address, HeParameters parameters, int degree, int scaleBits, long keyId) {
    super(address, parameters, degree, scaleBits);
    this.keyId = keyId;
  }

  /** The first eight bytes of the joint key's fingerprint, big-endian. */
  public long keyId() {
    return keyId;
  }

  /**
   * Reads the layout of docs/formats.md.
   *
   * @throws HeFormatException when the bytes are no ciphertext: truncated, too long, of an unknown
   *     version or set, or with a residue that is not below its prime
   */
  public static Ciphertext parse(byte[] bytes) {
    Header header = Header.parse(bytes, 0).require(Kind.CIPHERTEXT);
    header.requirePolynomials(2, 3);
    header.requireSingle();
    header.requireLength(
        bytes.length, (long) header.polynomials() * header.parameters().packedBytes());
    return unpack(
        header.parameters(),
        header.polynomials() - 1,
        header.scaleBits(),
        header.keyId(),
        bytes,
        Header.BYTES);
  }

  /**
   * Reads packed polynomials c_0 .. c_degree without a header.
   *
   * @throws HeFormatException when a residue is not below its prime
   */
  public static Ciphertext unpack(
      HeParameters parameters, int degree, int scaleBits, long keyId, byte[] bytes, int offset) {
    if (degree != 1 && degree != 2) {
      throw new IllegalArgumentException("A ciphertext has degree 1 or 2, not " + degree + ".");
    }
    long address = unpacked(parameters, degree, scaleBits, bytes, offset);
    return new Ciphertext(address, parameters, degree, scaleBits, keyId);
  }

  /**
   * A degree-1 ciphertext (c_0, a) whose a everybody expands from a public seed.
   *
   * @param seed 32 bytes
   * @param packedC0 at {@code offset}: c_0 packed
   */
  public static Ciphertext ofSeed(
      HeParameters parameters,
      int scaleBits,
      long keyId,
      byte[] seed,
      byte[] packedC0,
      int offset) {
    long address =
        withUniform(
            parameters.id(), seed, UniformDomain.REFRESH.number(), scaleBits, packedC0, offset);
    return new Ciphertext(address, parameters, 1, scaleBits, keyId);
  }

  /** The layout of docs/formats.md. */
  public byte[] toBytes() {
    byte[] bytes = new byte[Header.BYTES + (degree() + 1) * parameters().packedBytes()];
    new Header(Kind.CIPHERTEXT, parameters(), degree() + 1, scaleBits(), keyId, 1).write(bytes, 0);
    pack(0, degree() + 1, bytes, Header.BYTES);
    return bytes;
  }

  /**
   * This plus other: equal set, key, degree and scale.
   *
   * @throws IllegalArgumentException naming what differs
   */
  public Ciphertext add(Ciphertext other) {
    requireSameKey(other);
    return useAll(List.of(this, other), a -> derived(add(a[0], a[1]), degree(), scaleBits()));
  }

  /** This plus a ciphertext of lower or equal degree at the same scale and key. */
  public Ciphertext addLowerDegree(Ciphertext other) {
    requireSameKey(other);
    return useAll(
        List.of(this, other), a -> derived(addLowerDegree(a[0], a[1]), degree(), scaleBits()));
  }

  /** The product of two ciphertexts of degree 1: degree 2, the scales multiply. */
  public Ciphertext multiply(Ciphertext other) {
    return dot(List.of(this), List.of(other));
  }

  /**
   * The sum of products of two rows of degree-1 ciphertexts, fused: one reduction per coefficient.
   * Degree 2, the scales multiply.
   */
  public static Ciphertext dot(List<Ciphertext> a, List<Ciphertext> b) {
    if (a.isEmpty() || a.size() != b.size()) {
      throw new IllegalArgumentException(
          "A dot product takes two rows of one length above 0, not "
              + a.size()
              + " and "
              + b.size()
              + ".");
    }
    Ciphertext first = a.get(0);
    a.forEach(first::requireSameKey);
    b.forEach(first::requireSameKey);
    int scaleBits = first.scaleBits() + b.get(0).scaleBits();
    return useAll(a, x -> useAll(b, w -> first.derived(dot(x, w), 2, scaleBits)));
  }

  /** This times an integer given by its residues; the scale's bits grow by {@code scaleBits}. */
  public Ciphertext multiplyConstant(long[] residues, int scaleBits) {
    return map(address -> multiplyConstant(address, residues, scaleBits), scaleBits() + scaleBits);
  }

  /** This plus an integer at this scale, given by its residues, in every slot. */
  public Ciphertext addConstant(long[] residues) {
    return map(address -> addConstant(address, residues), scaleBits());
  }

  private Ciphertext map(LongUnaryOperator operation, int scaleBits) {
    return use(address -> derived(operation.applyAsLong(address), degree(), scaleBits));
  }

  private Ciphertext derived(long address, int degree, int scaleBits) {
    return new Ciphertext(address, parameters(), degree, scaleBits, keyId);
  }

  private void requireSameKey(Ciphertext other) {
    if (other.keyId != keyId) {
      throw new IllegalArgumentException(
          String.format(
              "Ciphertexts under different joint keys (%016x and %016x) do not combine.",
              keyId, other.keyId));
    }
  }

  private static native long add(long a, long b);

  private static native long addLowerDegree(long a, long b);

  private static native long dot(long[] a, long[] b);

  private static native long multiplyConstant(long a, long[] residues, int scaleBits);

  private static native long addConstant(long a, long[] residues);

  private static native long withUniform(
      int set, byte[] seed, int domain, int scaleBits, byte[] packedC0, int offset);
}
