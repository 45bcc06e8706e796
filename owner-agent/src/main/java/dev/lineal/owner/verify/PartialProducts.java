package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The margins where weights stay shared: per block the sum of all owners' signed partial products.
 * This owner forms them itself and holds the cluster's against them, all blocks of a slice at once.
 */
final class PartialProducts implements Equation {
  private static final int POLYNOMIALS = 2;

  private final CheckedRun run;
  private final HeParameters parameters;
  private final Coefficients coefficients;
  private final PublicValues values;

  PartialProducts(
      CheckedRun run, HeParameters parameters, Coefficients coefficients, PublicValues values) {
    this.run = run;
    this.parameters = parameters;
    this.coefficients = coefficients;
    this.values = values;
  }

  /** Keeps the sums of all owners' answers. */
  void keep(Place place, List<RefreshAnswer> all) {
    int scale = run.layout().terms(place.round()).outputScaleBits();
    List<byte[]> sums = new ArrayList<>();
    for (int item = 0; item < all.get(0).items(); item++) {
      try (WeightedSum sum = new WeightedSum(parameters, POLYNOMIALS)) {
        for (RefreshAnswer answer : all) {
          try (Ciphertext part = answer.partial(item, scale)) {
            sum.add(part, one());
          }
        }
        sums.add(sum.packed());
      }
    }
    values.keep(place, sums);
  }

  private static long[] one() {
    long[] one = new long[HeParameters.LIMBS];
    Arrays.fill(one, 1);
    return one;
  }

  @Override
  public Identity products() {
    return Identity.PARTIAL;
  }

  @Override
  public Identity c0() {
    return Identity.PARTIAL_C0;
  }

  @Override
  public String item() {
    return "block";
  }

  @Override
  public long[] coefficient(Place place, int number) {
    return coefficients.ofBlock(number);
  }

  @Override
  public List<Supplier<Right>> rights(Place place) {
    return List.of(() -> right(place));
  }

  private Right right(Place place) {
    int first = run.layout().first(place.round(), place.slice());
    int count = run.layout().count(place.round(), place.slice());
    byte[] packed = values.packed(place.round(run.layout().partialRound()));
    try (WeightedSum sum = new WeightedSum(parameters, POLYNOMIALS)) {
      for (int i = 0; i < count; i++) {
        int at = i * POLYNOMIALS * parameters.packedBytes();
        try (WeightedSum owners = WeightedSum.unpack(parameters, POLYNOMIALS, packed, at)) {
          sum.add(owners, coefficients.ofBlock(first + i));
        }
      }
      // The products have degree 2, but nothing in c_2.
      byte[] products = new byte[POLYNOMIALS * parameters.packedBytes()];
      sum.pack(1, 1, products, 0);
      byte[] c0 = new byte[parameters.packedBytes()];
      sum.pack(0, 1, c0, 0);
      return new Right(products, c0);
    }
  }
}
