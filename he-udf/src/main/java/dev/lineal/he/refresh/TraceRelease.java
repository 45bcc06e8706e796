package dev.lineal.he.refresh;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Kind;
import java.math.BigInteger;
import java.util.List;

/**
 * The cluster's part of a trace release: c_0's constant coefficient plus every owner's flooded h_i
 * is the released integer at the product's scale. N/2 times it is the sum over all slots.
 */
public final class TraceRelease {
  private TraceRelease() {}

  /**
   * One released integer.
   *
   * @param constantOfC0 a residue per limb
   * @param answers one per owner
   * @param item of every answer
   * @throws HeFormatException when an answer is of another kind or a residue is not below its prime
   */
  public static BigInteger sum(
      HeParameters parameters, long[] constantOfC0, List<RefreshAnswer> answers, int item) {
    long[] sum = constantOfC0.clone();
    for (RefreshAnswer answer : answers) {
      if (answer.kind() != Kind.TRACE_RELEASE_ANSWER) {
        throw new HeFormatException(
            "Owner " + answer.owner() + " answered a release with a " + answer.kind() + ".");
      }
      long[] h = answer.trace(item);
      for (int limb = 0; limb < sum.length; limb++) {
        sum[limb] = (sum[limb] + h[limb]) % parameters.moduli().get(limb);
      }
    }
    return parameters.centred(sum);
  }
}
