package dev.lineal.he.linalg;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * One party's additive shares of the weights w and of the momentum sequence v, integers at scale
 * 2^60 (in units of weight / interval). All parties' shares sum to the values.
 */
public record WeightShares(List<BigInteger> w, List<BigInteger> v) {
  /** log2 of the scale of a share. */
  public static final int SCALE_BITS = 60;

  public WeightShares {
    w = List.copyOf(w);
    v = List.copyOf(v);
    if (w.size() != v.size()) {
      throw new IllegalArgumentException("w and v have one share per feature each.");
    }
  }

  /** Every party's start: w = v = 0. */
  public static WeightShares zero(int features) {
    List<BigInteger> zeros = Stream.generate(() -> BigInteger.ZERO).limit(features).toList();
    return new WeightShares(zeros, zeros);
  }

  /**
   * The cluster's start of a training from public weights, of which owners have no share: w = v.
   *
   * @param weights at scale 2^40
   */
  public static WeightShares of(List<BigInteger> weights) {
    List<BigInteger> shares =
        weights.stream()
            .map(weight -> weight.shiftLeft(SCALE_BITS - HeParameters.REFRESHED_SCALE_BITS))
            .toList();
    return new WeightShares(shares, shares);
  }

  @Override
  public String toString() {
    return "WeightShares[" + w.size() + " features]";
  }
}
