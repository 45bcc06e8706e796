package dev.lineal.he;

import java.util.List;

/**
 * A sum of polynomials, each times a constant of its own in every limb: what an owner keeps of
 * public ciphertexts to check a cluster's products by (docs/protocol.md, owners verify). It is no
 * ciphertext of anything that a scale would describe. For one thread at a time.
 */
public final class WeightedSum extends Polynomials {
  static {
    NativeLibrary.load(WeightedSum.class, "lineal_he", "openfhe", "lineal_cuda");
  }

  /**
   * All zero.
   *
   * @param polynomials 1 .. 3
   */
  public WeightedSum(HeParameters parameters, int polynomials) {
    super(create(parameters.id(), polynomials - 1), parameters, polynomials - 1, 0);
  }

  private WeightedSum(long address, HeParameters parameters, int polynomials) {
    super(address, parameters, polynomials - 1, 0);
  }

  /**
   * Reads packed polynomials: the sum of one term.
   *
   * @throws HeFormatException when a residue is not below its prime
   */
  public static WeightedSum unpack(
      HeParameters parameters, int polynomials, byte[] bytes, int offset) {
    return new WeightedSum(
        unpacked(parameters, polynomials - 1, 0, bytes, offset), parameters, polynomials);
  }

  /**
   * Adds all polynomials of {@code term}, which must be as many, times a constant.
   *
   * @param coefficients of the constant: one residue per limb
   */
  public WeightedSum add(Polynomials term, long[] coefficients) {
    return useAll(
        List.of(this, term),
        a -> {
          add(a[0], a[1], coefficients);
          return this;
        });
  }

  /** All polynomials, packed. */
  public byte[] packed() {
    byte[] bytes = new byte[(degree() + 1) * parameters().packedBytes()];
    pack(0, degree() + 1, bytes, 0);
    return bytes;
  }

  private static native long create(int set, int degree);

  private static native void add(long self, long term, long[] coefficients);
}
