package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;

/**
 * Partial traces of collectively released scalars: no mask but a flood, uniform in [-2^f, 2^f] at
 * the trace's scale, which the released value keeps. The sum of all owners' answers and c_0's trace
 * is the scalar plus the floods. A repeated request gets the same flood, so that averaging gives
 * nothing. Source: docs/protocol.md, release.
 */
public final class TraceRelease {

  static {
    OwnerLibrary.load();
  }

  private final HeParameters parameters;
  private final int floodBits;

  /**
   * @param parameters of the study
   * @param floodBits f, 40 .. 128
   */
  public TraceRelease(HeParameters parameters, int floodBits) {
    this.parameters = parameters;
    this.floodBits = FloodBits.require(floodBits);
  }

  /**
   * h_i plus a flood per ciphertext, [trace][limb] residues. Trace j is the request with index
   * {@code first.index() + j}.
   *
   * @throws IllegalArgumentException when the share has no part of s^2 and the degree is 2
   * @throws dev.lineal.he.HeFormatException when a residue is not canonical
   */
  public long[] answer(SecretShare share, RefreshItem first, TraceOperands operands) {
    Shares.requireSame(parameters, share);
    int count = operands.count();
    long[] covered = new long[count * HeParameters.LIMBS];
    ByteBuffer residues = operands.checked(parameters);
    try (TraceKeys keys =
        new TraceKeys(first, count, item -> RefreshRandomness.floodKey(share, item, floodBits))) {
      return share.with(
          address -> {
            floodedTraces(
                address, residues, count, operands.degree(), keys.bytes(), floodBits, covered);
            return covered;
          });
    }
  }

  private static native void floodedTraces(
      long share,
      ByteBuffer operands,
      int count,
      int polynomials,
      byte[] keys,
      int floodBits,
      long[] covered);
}
