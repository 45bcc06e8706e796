package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Cut;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The sum over a slice's rows of rho Y = sum over features of A_j W_j, minus the target's column
 * where there is one.
 *
 * @param rows what Y are the products of
 * @param combinations has the A of a slice of rows
 */
record LinearForm(
    CheckedRun run,
    HeParameters parameters,
    Rows rows,
    Combinations combinations,
    StartingWeights weights,
    Workers workers)
    implements Equation {
  /**
   * What the rows of such a form are.
   *
   * @param item word for one
   * @param coefficient rho of one
   */
  record Rows(Identity products, Identity c0, String item, IntFunction<long[]> coefficient) {
    static Rows blocks(Coefficients coefficients) {
      return new Rows(Identity.FORWARD, Identity.FORWARD_C0, "block", coefficients::ofBlock);
    }

    /** Of a Gram matrix. */
    static Rows ofGram(Coefficients coefficients) {
      return new Rows(Identity.RESIDUAL, Identity.RESIDUAL_C0, "feature", coefficients::ofFeature);
    }
  }

  @Override
  public Identity products() {
    return rows.products();
  }

  @Override
  public Identity c0() {
    return rows.c0();
  }

  @Override
  public String item() {
    return rows.item();
  }

  @Override
  public long[] coefficient(Place place, int number) {
    return rows.coefficient().apply(number);
  }

  @Override
  public List<Supplier<Right>> rights(Place place) {
    return weights.before(place.iteration()).stream()
        .<Supplier<Right>>map(one -> () -> right(place, one))
        .toList();
  }

  private Right right(Place place, StartingWeights.Candidate candidate) {
    Cut features = run.layout().featureCut();
    List<Optional<Ciphertext>> parts =
        workers.map(
            features.slices() + 1,
            slice ->
                slice < features.slices()
                    ? candidate.weights(slice).map(own -> product(place, slice, own))
                    : combinations.target(place.slice()));
    try (WeightedSum sum = new WeightedSum(parameters, 3)) {
      long[] one = new long[HeParameters.LIMBS];
      Arrays.fill(one, 1);
      parts.forEach(part -> part.ifPresent(any -> sum.add(any, one)));
      byte[] products = new byte[2 * parameters.packedBytes()];
      sum.pack(1, 2, products, 0);
      return new Right(products, c0(place, sum), candidate::chosen);
    } finally {
      parts.forEach(part -> part.ifPresent(Ciphertext::close));
    }
  }

  private Ciphertext product(Place place, int features, EncryptedWeights own) {
    return combinations.withA(place.slice(), features, a -> a.times(own));
  }

  private byte[] c0(Place place, WeightedSum sum) {
    if (run.layout().terms(place.round()).kept() != RoundTerms.Kept.SLOTS) {
      return Residues.bytes(sum.constantOfC0());
    }
    byte[] c0 = new byte[parameters.packedBytes()];
    sum.pack(0, 1, c0, 0);
    return c0;
  }
}
