package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import java.util.ArrayList;
import java.util.List;

/** Which products over all rows an iteration may release the sums of. */
public enum ReleasedSums {
  /** y^2, or a prediction's squared error. */
  SQUARES {
    @Override
    List<Ciphertext> of(SliceActivation slice, SliceActivation.Surroundings around) {
      List<Ciphertext> y = slice.completed(1, around);
      try {
        return List.of(Ciphertext.dot(y, y));
      } finally {
        y.forEach(Ciphertext::close);
      }
    }
  },
  /** y^2, u^2, u v, y r, r^2. */
  METRICS {
    @Override
    List<Ciphertext> of(SliceActivation slice, SliceActivation.Surroundings around) {
      List<List<Ciphertext>> values = new ArrayList<>();
      try {
        for (int round = 1; round <= around.terms().shape().slotRounds(); round++) {
          values.add(slice.completed(round, around));
        }
        List<Ciphertext> y = values.get(0);
        List<Ciphertext> u = values.get(1);
        List<Ciphertext> v = values.get(2);
        List<Ciphertext> r = values.get(3);
        return List.of(
            Ciphertext.dot(y, y),
            Ciphertext.dot(u, u),
            Ciphertext.dot(u, v),
            Ciphertext.dot(y, r),
            Ciphertext.dot(r, r));
      } finally {
        values.forEach(each -> each.forEach(Ciphertext::close));
      }
    }
  };

  /** The products of one slice, each summed over its blocks; the caller closes them. */
  abstract List<Ciphertext> of(SliceActivation slice, SliceActivation.Surroundings around);
}
