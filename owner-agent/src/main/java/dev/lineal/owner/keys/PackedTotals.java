package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Integers in the first coefficients of one degree-1 ciphertext, so that sums of ciphertexts hold
 * sums of integers. Secret before encryption, public afterwards. Source: docs/protocol.md, moments.
 */
public final class PackedTotals {
  static {
    OwnerLibrary.load();
  }

  private final HeParameters parameters;
  private final ByteBuffer publicKey;
  private final Supplier<byte[]> keys;

  /**
   * @param publicKey b then a, residues in NTT form; copied
   */
  PackedTotals(HeParameters parameters, ByteBuffer publicKey, Supplier<byte[]> keys) {
    this.parameters = parameters;
    this.publicKey = ResidueBuffers.allocate(parameters, 2);
    this.publicKey
        .duplicate()
        .put(ResidueBuffers.require("The public key", parameters, 2, publicKey));
    this.keys = keys;
  }

  /**
   * Encrypts 2^{@code scaleBits} times the integers: (b v + e_0 + m, a v + e_1), packed.
   *
   * @param integers at most N, each times the scale below Q/2 in absolute value
   * @return two packed polynomials, c_0 then c_1
   */
  public byte[] encrypt(List<BigInteger> integers, int scaleBits) {
    byte[] packed = new byte[2 * parameters.packedBytes()];
    long[] residues = residues(integers, scaleBits);
    byte[] key = keys.get();
    try {
      encryptTo(parameters.id(), publicKey, residues, integers.size(), key, packed);
      return packed;
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(residues, 0);
    }
  }

  /**
   * The first coefficients of a public polynomial.
   *
   * @param polynomial residues in NTT form
   * @return [coefficient][limb] residues
   */
  public static long[] firstCoefficients(
      HeParameters parameters, ByteBuffer polynomial, int count) {
    long[] out = new long[Math.multiplyExact(count, HeParameters.LIMBS)];
    ByteBuffer residues = ResidueBuffers.require("The polynomial", parameters, 1, polynomial);
    firstCoefficients(parameters.id(), residues, count, out);
    return out;
  }

  private long[] residues(List<BigInteger> integers, int scaleBits) {
    BigInteger half = parameters.modulus().shiftRight(1);
    long[] residues = new long[integers.size() * HeParameters.LIMBS];
    for (int k = 0; k < integers.size(); k++) {
      BigInteger scaled = integers.get(k).shiftLeft(scaleBits);
      if (scaled.abs().compareTo(half) >= 0) {
        throw new IllegalArgumentException(
            "Total number " + k + " is too large to be encrypted at scale 2^" + scaleBits + ".");
      }
      long[] limbs = parameters.residues(scaled);
      System.arraycopy(limbs, 0, residues, k * HeParameters.LIMBS, HeParameters.LIMBS);
    }
    return residues;
  }

  private static native void encryptTo(
      int parameterSet,
      ByteBuffer publicKey,
      long[] coefficients,
      int count,
      byte[] key,
      byte[] packed);

  private static native void firstCoefficients(
      int parameterSet, ByteBuffer polynomial, int count, long[] out);
}
