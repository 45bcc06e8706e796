package dev.lineal.he.refresh;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.EncryptedObject;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Kind;
import dev.lineal.he.linalg.GradientAccumulator;
import java.math.BigInteger;
import java.util.List;

/**
 * The cluster's part of a trace refresh of one feature: from c_0's constant coefficient and every
 * owner's (h_i, b_i) the masked trace d = m_0 - sum M_i, and the fresh ciphertext of the constant
 * that the owners' and the cluster's shares add up to.
 */
public final class TraceRefresh extends EncryptedObject {
  private final long[] sum;

  /**
   * @param constantOfC0 {@link GradientAccumulator#constantOfC0}
   */
  public TraceRefresh(HeParameters parameters, long keyId, long[] constantOfC0) {
    super(create(parameters.id()), TraceRefresh::free, parameters, keyId);
    this.sum = constantOfC0.clone();
  }

  /**
   * Adds one owner's answer to an item; each owner's once.
   *
   * @throws dev.lineal.he.HeFormatException when it answers no trace refresh of this ring and key,
   *     or a residue is not below its prime; nothing is added then
   */
  public TraceRefresh absorb(RefreshAnswer answer, int item) {
    answer.requireFor(Kind.TRACE_REFRESH_ANSWER, parameters(), keyId());
    long[] h = answer.trace(item);
    answer.lend(
        item,
        (bytes, offset) ->
            use(
                address -> {
                  absorb(address, bytes, offset);
                  return null;
                }));
    add(parameters(), h, sum);
    return this;
  }

  /**
   * What {@link #masked} of a refresh is that absorbed all answers' items, from their traces alone.
   *
   * @param constantOfC0 {@link GradientAccumulator#constantOfC0}
   */
  public static BigInteger masked(
      HeParameters parameters, long[] constantOfC0, List<RefreshAnswer> answers, int item) {
    long[] sum = constantOfC0.clone();
    answers.forEach(answer -> add(parameters, answer.trace(item), sum));
    return parameters.centred(sum);
  }

  private static void add(HeParameters parameters, long[] h, long[] sum) {
    for (int limb = 0; limb < sum.length; limb++) {
      sum[limb] = (sum[limb] + h[limb]) % parameters.moduli().get(limb);
    }
  }

  /**
   * d = m_0 - sum M_i, centred: the cluster's share of the trace, an integer at the product's
   * scale.
   */
  public BigInteger masked() {
    return parameters().centred(sum);
  }

  /**
   * The fresh degree-1 ciphertext (sum b_i + constant, a) at scale 2^40.
   *
   * @param constant the cluster's share of the new value, at scale 2^40
   */
  public Ciphertext finish(byte[] seed, BigInteger constant) {
    int scaleBits = HeParameters.REFRESHED_SCALE_BITS;
    long[] residues = parameters().residues(constant);
    return use(address -> ciphertext(finish(address, seed, residues, scaleBits), 1, scaleBits));
  }

  /** c_0 of the fresh ciphertext alone, packed, which needs no seed. */
  public void pack(BigInteger constant, byte[] bytes, int offset) {
    long[] residues = parameters().residues(constant);
    use(
        address -> {
          pack(address, residues, bytes, offset);
          return null;
        });
  }

  private static native long create(int set);

  private static native void absorb(long self, byte[] answer, int offset);

  private static native long finish(long self, byte[] seed, long[] constant, int scaleBits);

  private static native void pack(long self, long[] constant, byte[] bytes, int offset);

  private static native void free(long self);
}
