package dev.lineal.he.refresh;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.EncryptedObject;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Kind;
import java.util.List;

/**
 * The cluster's part of a slot refresh: takes a product's c_0 and every owner's (H_i, b_i), gives
 * (sum b_i + round(gamma d), a) with d = c_0 + sum H_i: a fresh degree-1 ciphertext of gamma m at
 * scale 2^40. Rounding costs at most (n + 1) / 2 units per coefficient for n owners.
 */
public final class SlotRefresh extends EncryptedObject {
  /** For a product of degree 1 or 2. */
  public SlotRefresh(Ciphertext product) {
    super(
        useAll(List.of(product), a -> create(a[0])),
        SlotRefresh::free,
        product.parameters(),
        product.keyId());
  }

  /**
   * Adds one owner's answer to an item; each owner's once.
   *
   * @throws dev.lineal.he.HeFormatException when it answers no slot refresh of this ring and key,
   *     or a residue is not below its prime; nothing is added then
   */
  public SlotRefresh absorb(RefreshAnswer answer, int item) {
    answer.requireFor(Kind.SLOT_REFRESH_ANSWER, parameters(), keyId());
    answer.lend(
        item,
        (bytes, offset) ->
            use(
                address -> {
                  absorb(address, bytes, offset);
                  return null;
                }));
    return this;
  }

  /**
   * The fresh ciphertext; call once, when all owners' answers are in.
   *
   * @param seed 32 bytes
   * @param gamma of magnitude 1 at most, its numerator below 2^42
   * @throws IllegalArgumentException when it was called before
   */
  public Ciphertext finish(byte[] seed, FixedPoint gamma) {
    int scaleBits = HeParameters.REFRESHED_SCALE_BITS;
    return use(
        address ->
            ciphertext(
                finish(address, seed, gamma.numerator(), gamma.shift(), scaleBits), 1, scaleBits));
  }

  private static native long create(long product);

  private static native void absorb(long self, byte[] answer, int offset);

  private static native long finish(
      long self, byte[] seed, long numerator, int shift, int scaleBits);

  private static native void free(long self);
}
