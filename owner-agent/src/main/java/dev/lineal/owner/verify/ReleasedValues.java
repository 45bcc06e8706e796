package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.QuadraticForm;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import java.util.List;

/** The products whose values a run releases, as this owner forms them of what it knows. */
sealed interface ReleasedValues {
  /** A scalar's product in a place; the caller closes it. */
  Ciphertext of(Place place, int scalar);

  /** Sums over all blocks of products of two refreshed values. */
  record OfBlocks(CheckedRun run, PublicValues values) implements ReleasedValues {
    /** Which rounds' values are multiplied: y^2, then what else metrics need. */
    private static final int[][] FACTORS = {{1, 1}, {2, 2}, {2, 3}, {1, 4}, {4, 4}};

    @Override
    public Ciphertext of(Place place, int scalar) {
      int[] rounds = FACTORS[scalar];
      Ciphertext sum = null;
      for (int slice = 0; slice < run.layout().blockCut().slices(); slice++) {
        Ciphertext part = product(new Place(place.iteration(), rounds[0], slice), rounds[1]);
        if (sum == null) {
          sum = part;
        } else {
          try (Ciphertext last = sum;
              part) {
            sum = last.add(part);
          }
        }
      }
      return sum;
    }

    private Ciphertext product(Place place, int other) {
      List<Ciphertext> a = values.completed(place);
      List<Ciphertext> b = other == place.round() ? a : values.completed(place.round(other));
      try {
        return Ciphertext.dot(a, b);
      } finally {
        a.forEach(Ciphertext::close);
        if (b != a) {
          b.forEach(Ciphertext::close);
        }
      }
    }
  }

  /** The loss of the weights that the place's iteration made. */
  record OfWeights(QuadraticForm form, WeightValues weights) implements ReleasedValues {
    @Override
    public Ciphertext of(Place place, int scalar) {
      List<Ciphertext> made = weights.copies(place.iteration());
      try {
        return form.of(made);
      } finally {
        made.forEach(Ciphertext::close);
      }
    }
  }
}
