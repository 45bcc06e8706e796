package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Direct buffers of residues: [polynomial][limb][N] little-endian u64, canonical, NTT form. */
public final class ResidueBuffers {
  private static final int ALIGNMENT = 64;

  private ResidueBuffers() {}

  /** Zeros; aligned as the kernels want it, so that nothing is copied. */
  public static ByteBuffer allocate(HeParameters parameters, int polynomials) {
    int bytes = Math.multiplyExact(polynomials, parameters.residueBytes());
    return ByteBuffer.allocateDirect(bytes + ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .slice(0, bytes)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes from position to limit, which must be {@code polynomials} polynomials. */
  static ByteBuffer require(
      String what, HeParameters parameters, int polynomials, ByteBuffer buffer) {
    long expected = (long) polynomials * parameters.residueBytes();
    if (!buffer.isDirect() || buffer.remaining() != expected) {
      throw new IllegalArgumentException(
          what
              + " must be a direct buffer of "
              + polynomials
              + " polynomials of "
              + parameters.name()
              + " ("
              + expected
              + " bytes), not "
              + (buffer.isDirect() ? "" : "a heap buffer of ")
              + buffer.remaining()
              + " bytes.");
    }
    return buffer.slice();
  }
}
