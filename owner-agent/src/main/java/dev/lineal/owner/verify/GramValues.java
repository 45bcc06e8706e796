package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.rounds.Solves;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Cut;
import dev.lineal.owner.policy.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Combines the rows of the Gram matrix, as this owner computed them from all owners' answers, into
 * K_j = sum over a slice's rows i of rho'_i G_ij, the target's column behind the features'.
 */
final class GramValues {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Coefficients coefficients;
  private final Combinations combinations;
  private final PublicValues values;

  GramValues(
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

  /** Makes an iteration's combinations where they are not there; needs every row's evidence. */
  synchronized void combine(int iteration) {
    Solves solves = run.task().solves();
    combinations.use(solves.of(iteration));
    Cut features = run.layout().featureCut();
    boolean there = true;
    for (int slice = 0; slice < features.slices(); slice++) {
      there &= combinations.hasA(slice);
    }
    if (there) {
      return;
    }
    List<List<WeightedSum>> sums = new ArrayList<>();
    try {
      for (int slice = 0; slice < features.slices(); slice++) {
        sums.add(new ArrayList<>());
        for (int j = 0; j <= features.items(); j++) {
          sums.get(slice).add(new WeightedSum(parameters, 2));
        }
      }
      for (int row = 0; row < features.items(); row++) {
        add(new Place(solves.first(iteration), 1, row), sums);
      }
      for (int slice = 0; slice < features.slices(); slice++) {
        combinations.keepA(slice, sums.get(slice));
      }
    } finally {
      sums.forEach(slice -> slice.forEach(WeightedSum::close));
    }
  }

  /** A pair (i, j) of the triangle stands in row i and, but for the target, in row j. */
  private void add(Place place, List<List<WeightedSum>> sums) {
    int row = place.slice();
    Cut features = run.layout().featureCut();
    List<Ciphertext> pairs = values.open(place);
    try {
      for (int k = 0; k < pairs.size(); k++) {
        int j = row + k;
        sums.get(features.sliceOf(row)).get(j).add(pairs.get(k), coefficients.ofFeature(row));
        if (k > 0 && j < features.items()) {
          sums.get(features.sliceOf(j)).get(row).add(pairs.get(k), coefficients.ofFeature(j));
        }
      }
    } finally {
      pairs.forEach(Ciphertext::close);
    }
  }
}
