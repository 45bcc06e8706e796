package dev.lineal.owner.keys;

import java.util.Arrays;

/**
 * An owner's answer to a slot refresh.
 *
 * @param packed two packed polynomials, H_i then b_i
 */
public record SlotAnswer(byte[] packed) {
  /** H_i = c1 s_i + c2 t_i - M_i, packed. */
  public byte[] masked() {
    return Arrays.copyOf(packed, packed.length / 2);
  }

  /** b_i = -a s_i + e_i + round(gamma M_i), packed. */
  public byte[] encrypted() {
    return Arrays.copyOfRange(packed, packed.length / 2, packed.length);
  }
}
