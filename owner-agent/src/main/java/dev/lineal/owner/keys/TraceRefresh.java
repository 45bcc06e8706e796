package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import dev.lineal.he.Polynomials;
import dev.lineal.he.linalg.EncryptedBlock;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Refreshes the traces (constant coefficients, i.e. N/2-th parts of the sums over all slots) of a
 * slice of ciphertexts into fresh encryptions of constants, after a linear step on the owners'
 * integer shares. Trace j of the slice is the request with index {@code first.index() + j}. Source:
 * docs/protocol.md, collective refresh.
 *
 * <p>Safe only behind the policy that answers one digest per run, iteration, round and slice.
 */
public final class TraceRefresh {
  static {
    OwnerLibrary.load();
  }

  private final MaskBound masks;

  /**
   * @param masks M; carries the parameter set
   */
  public TraceRefresh(MaskBound masks) {
    this.masks = masks;
  }

  /**
   * What stays of a trace where nothing is encrypted.
   *
   * @param traces masked partial traces h_i, [trace][limb] residues
   * @param masks M_i, this owner's shares of the traces: secret
   */
  public record Masked(long[] traces, List<BigInteger> masks) {
    /** h_i of one trace, a residue per limb. */
    public long[] trace(int item) {
      return Arrays.copyOfRange(traces, item * HeParameters.LIMBS, (item + 1) * HeParameters.LIMBS);
    }

    @Override
    public String toString() {
      return "Masked[" + masks.size() + " traces]";
    }
  }

  /**
   * h_i = (1/N) sum_k (c1_k s_i,k + c2_k t_i,k) - M_i of c = sum over blocks of column (x)
   * residual, and the masks. Item j is column {@code operands.first() + j}. With c0 the sum is of
   * c0_k, too, which is public: so one owner's answer has all that nobody decrypts.
   *
   * @param withC0 whether this owner adds c0
   * @throws IllegalArgumentException when the share has no part of s^2
   */
  public Masked masked(
      SecretShare share, RefreshItem first, ColumnOperands operands, boolean withC0) {
    Shares.requireSame(masks.parameters(), share);
    if (!share.coversDegreeTwo()) {
      throw new IllegalArgumentException("A share without a part of s^2 traces no products.");
    }
    int count = operands.count();
    long[] covered = new long[count * HeParameters.LIMBS];
    long[] drawn = new long[3 * count];
    try (TraceKeys keys = keys(share, first, count)) {
      share.with(
          address ->
              EncryptedBlock.lendTiles(
                  operands.blocks(),
                  blocks ->
                      Polynomials.withResidues(
                          operands.residuals(),
                          residuals -> {
                            maskedColumnTraces(
                                address,
                                blocks,
                                operands.columns(),
                                residuals,
                                operands.first(),
                                count,
                                withC0,
                                keys.bytes(),
                                masks.words(),
                                covered,
                                drawn);
                            return null;
                          })));
      return new Masked(covered, integers(drawn));
    } finally {
      Arrays.fill(drawn, 0);
    }
  }

  /**
   * h_i = (1/N) sum_k (c1_k s_i,k + c2_k t_i,k) - M_i and b_i = -a s_i + e_i + constant for every
   * ciphertext. Partial traces are masked before they leave native memory.
   *
   * @throws IllegalArgumentException when the share has no part of s^2 and the degree is 2, or the
   *     rule returns another number of constants
   * @throws dev.lineal.he.HeFormatException when a residue is not canonical
   */
  public <S> TraceAnswer<S> answer(
      SecretShare share,
      RefreshItem first,
      TraceOperands operands,
      S current,
      IncrementRule<S> rule) {
    int count = operands.count();
    try (TraceKeys keys = keys(share, first, count)) {
      Masked masked = masked(share, keys, operands);
      IncrementRule.Outcome<S> outcome = rule.apply(current, masked.masks());
      byte[] encrypted = encrypt(share, first, keys, outcome.constants(), count);
      return new TraceAnswer<>(masked.traces(), encrypted, outcome.next());
    }
  }

  private TraceKeys keys(SecretShare share, RefreshItem first, int count) {
    return new TraceKeys(first, count, item -> RefreshRandomness.traceKey(share, item, masks));
  }

  private Masked masked(SecretShare share, TraceKeys keys, TraceOperands operands) {
    Shares.requireSame(masks.parameters(), share);
    int count = operands.count();
    long[] covered = new long[count * HeParameters.LIMBS];
    long[] drawn = new long[3 * count];
    ByteBuffer residues = operands.checked(masks.parameters());
    try {
      share.with(
          address -> {
            maskedTraces(
                address,
                residues,
                count,
                operands.degree(),
                keys.bytes(),
                masks.words(),
                covered,
                drawn);
            return null;
          });
      return new Masked(covered, integers(drawn));
    } finally {
      Arrays.fill(drawn, 0);
    }
  }

  private byte[] encrypt(
      SecretShare share, RefreshItem first, TraceKeys keys, List<BigInteger> constants, int count) {
    if (constants.size() != count) {
      throw new IllegalArgumentException(
          "The rule returned " + constants.size() + " constants for " + count + " traces.");
    }
    HeParameters parameters = masks.parameters();
    byte[] seeds = new byte[count * Bytes.HASH];
    long[] residues = new long[count * HeParameters.LIMBS];
    for (int j = 0; j < count; j++) {
      byte[] seed = first.plus(j).uniformSeed();
      System.arraycopy(seed, 0, seeds, j * Bytes.HASH, Bytes.HASH);
      long[] limbs = parameters.residues(constants.get(j));
      System.arraycopy(limbs, 0, residues, j * HeParameters.LIMBS, HeParameters.LIMBS);
    }
    byte[] packed = new byte[Math.multiplyExact(count, parameters.packedBytes())];
    try {
      return share.with(
          address -> {
            encryptConstants(address, count, seeds, keys.bytes(), residues, packed);
            return packed;
          });
    } finally {
      Arrays.fill(residues, 0);
    }
  }

  /** The native side draws M_i + M, 192 bits each. */
  private List<BigInteger> integers(long[] drawn) {
    List<BigInteger> integers = new ArrayList<>();
    for (int offset = 0; offset < drawn.length; offset += 3) {
      integers.add(Bytes.number(drawn, offset).subtract(masks.bound()));
    }
    return List.copyOf(integers);
  }

  private static native void maskedTraces(
      long share,
      ByteBuffer operands,
      int count,
      int polynomials,
      byte[] keys,
      long[] bound,
      long[] covered,
      long[] integers);

  private static native void maskedColumnTraces(
      long share,
      ByteBuffer[] blocks,
      int columns,
      ByteBuffer[] residuals,
      int first,
      int count,
      boolean withC0,
      byte[] keys,
      long[] bound,
      long[] covered,
      long[] integers);

  private static native void encryptConstants(
      long share, int count, byte[] seeds, byte[] keys, long[] constants, byte[] packed);
}
