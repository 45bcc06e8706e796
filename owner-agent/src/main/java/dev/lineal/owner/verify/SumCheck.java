package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.he.Polynomials;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Holds the products that a request brings against an {@link Equation}. What their c_0 must add up
 * to is kept for the evidence, which brings it.
 */
final class SumCheck {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;

  SumCheck(CheckedRun run, HeParameters parameters, Kept kept) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
  }

  void check(Equation equation, RefreshRequest request, List<? extends Polynomials> products) {
    Place place = Place.of(request);
    byte[] left = left(equation, request, products);
    Equation.Right right = right(equation.rights(place), left);
    equation
        .products()
        .require(place, items(equation, place), parameters, left, right.products(), Map.of());
    right.holds().run();
    kept.write(name(place), request.digest(), right.c0());
  }

  private byte[] left(
      Equation equation, RefreshRequest request, List<? extends Polynomials> products) {
    Place place = Place.of(request);
    try (WeightedSum sum = new WeightedSum(parameters, 2)) {
      for (int i = 0; i < products.size(); i++) {
        sum.add(products.get(i), equation.coefficient(place, request.number(i)));
      }
      return sum.packed();
    }
  }

  /** The one that is equal, or the last. */
  private static Equation.Right right(List<Supplier<Equation.Right>> rights, byte[] left) {
    Equation.Right right = null;
    for (Supplier<Equation.Right> next : rights) {
      right = next.get();
      if (Arrays.equals(left, right.products())) {
        return right;
      }
    }
    return right;
  }

  /**
   * Holds every product's c_0 against the same equation.
   *
   * @param c0 of all items: packed polynomials, or a residue per limb of the constant coefficient
   */
  void checkC0(Equation equation, Place place, byte[] c0, Map<String, byte[]> evidence) {
    byte[] right =
        PublicValues.tagged(kept, name(place), run.request(place).orElseThrow())
            .orElseThrow(
                () -> Refusal.of(Rule.EVIDENCE_AT_HAND, "The check of %s was lost.", place));
    if (run.layout().terms(place.round()).kept() == RoundTerms.Kept.SLOTS) {
      byte[] left = whole(equation, place, c0);
      equation.c0().require(place, items(equation, place), parameters, left, right, evidence);
    } else if (!Arrays.equals(constants(equation, place, c0), right)) {
      throw equation.c0().failed(place, items(equation, place), evidence);
    }
  }

  private byte[] whole(Equation equation, Place place, byte[] c0) {
    int first = run.layout().first(place.round(), place.slice());
    try (WeightedSum sum = new WeightedSum(parameters, 1)) {
      for (int i = 0; i < run.layout().count(place.round(), place.slice()); i++) {
        int at = i * parameters.packedBytes();
        try (WeightedSum one = WeightedSum.unpack(parameters, 1, c0, at)) {
          sum.add(one, equation.coefficient(place, first + i));
        }
      }
      return sum.packed();
    }
  }

  private byte[] constants(Equation equation, Place place, byte[] c0) {
    int first = run.layout().first(place.round(), place.slice());
    List<long[]> constants = Residues.all(parameters, c0);
    BigInteger[] sums = new BigInteger[HeParameters.LIMBS];
    Arrays.fill(sums, BigInteger.ZERO);
    for (int i = 0; i < constants.size(); i++) {
      long[] factor = equation.coefficient(place, first + i);
      for (int limb = 0; limb < sums.length; limb++) {
        BigInteger value = BigInteger.valueOf(constants.get(i)[limb]);
        sums[limb] = sums[limb].add(value.multiply(BigInteger.valueOf(factor[limb])));
      }
    }
    long[] left = new long[sums.length];
    for (int limb = 0; limb < sums.length; limb++) {
      left[limb] = sums[limb].mod(BigInteger.valueOf(parameters.moduli().get(limb))).longValue();
    }
    return Residues.bytes(left);
  }

  private String items(Equation equation, Place place) {
    int first = run.layout().first(place.round(), place.slice());
    int last = first + run.layout().count(place.round(), place.slice()) - 1;
    String item = equation.item();
    return first == last ? item + " " + first : item + "s " + first + " to " + last;
  }

  private static String name(Place place) {
    return "right-" + place.round() + "-" + place.slice();
  }
}
