package dev.lineal.lineage.contribution;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Divides {@value #WHOLE} basis points in proportion to weights by largest remainder (Hamilton's
 * method): everybody gets the floor of the exact part, and what is left goes, one each, to the
 * largest remainders; among equal remainders to the lower address, read as a number. Exact, and
 * independent of the order of the weights.
 */
public final class BasisPoints {
  /** The whole. */
  public static final int WHOLE = 10_000;

  private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(WHOLE);

  private record Part(Address owner, int floor, BigInteger remainder) {}

  private BasisPoints() {}

  /**
   * The shares, in the order of the map.
   *
   * @param weights none negative, not all 0, at least one
   */
  public static List<Share> divide(Map<Address, BigInteger> weights) {
    BigInteger total = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() <= 0 || weights.values().stream().anyMatch(w -> w.signum() < 0)) {
      throw new IllegalArgumentException("weights: must not be negative, nor all zero");
    }
    List<Part> parts = new ArrayList<>();
    weights.forEach((owner, weight) -> parts.add(part(owner, weight, total)));
    int left = WHOLE - parts.stream().mapToInt(Part::floor).sum();
    List<Part> luckiest =
        parts.stream()
            .sorted(
                Comparator.comparing(Part::remainder)
                    .reversed()
                    .thenComparing(part -> part.owner().text().toLowerCase(Locale.ROOT)))
            .limit(left)
            .toList();
    return parts.stream()
        .map(part -> new Share(part.owner, part.floor + (luckiest.contains(part) ? 1 : 0)))
        .toList();
  }

  private static Part part(Address owner, BigInteger weight, BigInteger total) {
    BigInteger[] division = weight.multiply(TEN_THOUSAND).divideAndRemainder(total);
    return new Part(Require.present("owner", owner), division[0].intValueExact(), division[1]);
  }
}
