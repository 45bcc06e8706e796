package dev.lineal.he;

/**
 * What an owner gets of a degree-2 product for its refresh: c_1 and c_2, two polynomials. c_0 stays
 * with the cluster.
 */
public final class RefreshOperands extends Polynomials {
  private RefreshOperands(long address, HeParameters parameters, int scaleBits) {
    super(address, parameters, 1, scaleBits);
  }

  /**
   * Reads c_1 and c_2, packed, at {@code offset}.
   *
   * @throws HeFormatException when a residue is not below its prime
   */
  public static RefreshOperands unpack(
      HeParameters parameters, int scaleBits, byte[] bytes, int offset) {
    return new RefreshOperands(
        unpacked(parameters, 1, scaleBits, bytes, offset), parameters, scaleBits);
  }
}
