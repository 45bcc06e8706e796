package dev.lineal.jobs.plan;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.WeightShares;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a release gives the licensee: the sum of all owners' rounded, noisy shares of v and of the
 * cluster's part, in units of weight. Source: docs/protocol.md, release.
 */
public final class ReleasedWeights {
  private ReleasedWeights() {}

  /** The cluster's part, rounded to the coarser scale as owners round theirs. */
  public static List<BigInteger> clusterPart(WeightShares shares, int fractionBits) {
    FixedPoint rounding = FixedPoint.powerOfTwo(WeightShares.SCALE_BITS - fractionBits);
    return shares.v().stream().map(rounding::applyTo).toList();
  }

  /**
   * The model on standardised columns.
   *
   * @param parts one list per party, integers at scale 2^fractionBits in units of weight / interval
   */
  public static double[] sum(List<List<BigInteger>> parts, int fractionBits, int interval) {
    List<BigInteger> sums = parts.get(0);
    for (List<BigInteger> part : parts.subList(1, parts.size())) {
      sums = added(sums, part);
    }
    return sums.stream()
        .mapToDouble(sum -> Math.scalb(sum.doubleValue(), -fractionBits) * interval)
        .toArray();
  }

  private static List<BigInteger> added(List<BigInteger> a, List<BigInteger> b) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "Parts of " + a.size() + " and " + b.size() + " weights do not add.");
    }
    List<BigInteger> sums = new ArrayList<>();
    for (int j = 0; j < a.size(); j++) {
      sums.add(a.get(j).add(b.get(j)));
    }
    return sums;
  }
}
