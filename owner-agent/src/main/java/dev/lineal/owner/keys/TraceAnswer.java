package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.util.Arrays;

/**
 * An owner's answer to a trace refresh.
 *
 * @param traces masked partial traces h_i, [trace][limb] residues
 * @param encrypted b_i, one packed polynomial per trace
 * @param next the owner's shares after the step: secret, stays with the owner
 */
public record TraceAnswer<S>(long[] traces, byte[] encrypted, S next) {
  public int count() {
    return traces.length / HeParameters.LIMBS;
  }

  /** h_i of one trace, a residue per limb. */
  public long[] trace(int item) {
    return Arrays.copyOfRange(traces, item * HeParameters.LIMBS, (item + 1) * HeParameters.LIMBS);
  }

  /** b_i of one trace, packed. */
  public byte[] encrypted(int item) {
    int bytes = encrypted.length / count();
    return Arrays.copyOfRange(encrypted, item * bytes, (item + 1) * bytes);
  }

  @Override
  public String toString() {
    return "TraceAnswer[" + count() + " traces]";
  }
}
