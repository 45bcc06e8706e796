package dev.lineal.he.refresh;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Kind;
import dev.lineal.he.linalg.GradientAccumulator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster's part of a trace release: c_0's constant coefficient plus every owner's flooded h_i
 * is the released integer at the product's scale. N/2 times it is the sum over all slots.
 */
public final class TraceRelease {
  private TraceRelease() {}

  /**
   * One integer per column of the accumulator.
   *
   * @param answers one per owner
   * @throws HeFormatException when an answer is of another kind or a residue is not below its prime
   */
  public static List<BigInteger> sum(GradientAccumulator sums, List<RefreshAnswer> answers) {
    List<BigInteger> released = new ArrayList<>();
    for (int column = 0; column < sums.columns(); column++) {
      released.add(sum(sums.parameters(), sums.constantOfC0(column), answers, column));
    }
    return List.copyOf(released);
  }

  /**
   * One released integer.
   *
   * @param constantOfC0 a residue per limb
   * @param item of every answer
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
