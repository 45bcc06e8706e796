package dev.lineal.owner.keys;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Refreshes all slots of a ciphertext of degree 1 or 2 at any scale: together with the other
 * owners' answers a fresh degree-1 encryption of gamma times the message, within (owners + 1) / 2
 * units per coefficient plus fresh noise. Learns and reveals nothing: the answer is covered by a
 * mask. Source: docs/protocol.md, collective refresh.
 *
 * <p>Safe only behind the policy that answers one digest per run, iteration, round and slice.
 */
public final class SlotRefresh {
  static {
    OwnerLibrary.load();
  }

  private final MaskBound masks;
  private final FixedPoint gamma;

  /**
   * @param masks M; carries the parameter set
   * @param gamma |numerator| < 2^42
   */
  public SlotRefresh(MaskBound masks, FixedPoint gamma) {
    this.masks = masks;
    this.gamma = gamma;
  }

  /**
   * Degree 1: one polynomial, residues in NTT form.
   *
   * @throws dev.lineal.he.HeFormatException when a residue is not canonical
   */
  public SlotAnswer answer(SecretShare share, RefreshItem request, ByteBuffer c1) {
    return compute(share, request, operand("c1", c1), null);
  }

  /**
   * Degree 2: one polynomial each, residues in NTT form.
   *
   * @throws IllegalArgumentException when the share has no part of s^2
   * @throws dev.lineal.he.HeFormatException when a residue is not canonical
   */
  public SlotAnswer answer(SecretShare share, RefreshItem request, ByteBuffer c1, ByteBuffer c2) {
    return compute(share, request, operand("c1", c1), operand("c2", c2));
  }

  private ByteBuffer operand(String name, ByteBuffer buffer) {
    return ResidueBuffers.require(name, masks.parameters(), 1, buffer);
  }

  private SlotAnswer compute(SecretShare share, RefreshItem request, ByteBuffer c1, ByteBuffer c2) {
    HeParameters parameters = masks.parameters();
    Shares.requireSame(parameters, share);
    byte[] packed = new byte[2 * parameters.packedBytes()];
    byte[] seed = request.uniformSeed();
    byte[] key = RefreshRandomness.slotKey(share, request, masks, gamma);
    try {
      return share.with(
          address -> {
            answer(
                address,
                seed,
                key,
                masks.words(),
                gamma.numerator(),
                gamma.shift(),
                c1,
                c2,
                packed);
            return new SlotAnswer(packed);
          });
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static native void answer(
      long share,
      byte[] seed,
      byte[] key,
      long[] bound,
      long numerator,
      int shift,
      ByteBuffer c1,
      ByteBuffer c2,
      byte[] packed);
}
