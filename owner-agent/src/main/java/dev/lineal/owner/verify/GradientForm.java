package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The gradient of a slice of features: sum over its features of rho'_j g_j = sum over all blocks of
 * C_b r_b, r being the values refreshed last. The right side is formed once per iteration, for all
 * slices.
 */
final class GradientForm implements Equation, AutoCloseable {
  private static final int SCALE =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

  private final CheckedRun run;
  private final HeParameters parameters;
  private final Coefficients coefficients;
  private final Combinations combinations;
  private final PublicValues values;
  private GradientAccumulator expected;
  private int iteration = -1;

  GradientForm(
      CheckedRun run,
      HeParameters parameters,
      Coefficients coefficients,
      Combinations combinations,
      PublicValues values) {
    this.run = run;
    this.parameters = parameters;
    this.coefficients = coefficients;
    this.combinations = combinations;
    this.values = values;
  }

  @Override
  public Identity products() {
    return Identity.GRADIENT;
  }

  @Override
  public Identity c0() {
    return Identity.GRADIENT_C0;
  }

  @Override
  public String item() {
    return "feature";
  }

  @Override
  public long[] coefficient(Place place, int number) {
    return coefficients.ofFeature(number);
  }

  @Override
  public List<Supplier<Right>> rights(Place place) {
    return List.of(() -> right(place));
  }

  private synchronized Right right(Place place) {
    if (iteration != place.iteration()) {
      close();
      expected = rightSides(place);
      iteration = place.iteration();
    }
    byte[] products = new byte[2 * parameters.packedBytes()];
    expected.packColumn(place.slice(), products, 0);
    return new Right(products, Residues.bytes(expected.constantOfC0(place.slice())));
  }

  private GradientAccumulator rightSides(Place step) {
    GradientAccumulator sums =
        new GradientAccumulator(parameters, run.keyId(), run.layout().featureCut().slices(), SCALE);
    try {
      for (int slice = 0; slice < run.layout().blockCut().slices(); slice++) {
        add(sums, new Place(step.iteration(), step.round() - 1, slice));
      }
      return sums;
    } catch (RuntimeException e) {
      sums.close();
      throw e;
    }
  }

  private void add(GradientAccumulator sums, Place place) {
    List<Ciphertext> residuals = values.completed(place);
    try {
      int first = run.layout().blockCut().first(place.slice());
      List<Integer> numbers = IntStream.range(first, first + residuals.size()).boxed().toList();
      combinations.withC(numbers, blocks -> sums.add(blocks, residuals));
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  @Override
  public synchronized void close() {
    if (expected != null) {
      expected.close();
      expected = null;
      iteration = -1;
    }
  }
}
