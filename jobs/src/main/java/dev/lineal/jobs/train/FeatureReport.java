package dev.lineal.jobs.train;

import dev.lineal.he.linalg.WeightShares;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A slice of features after round 5, and its task's time.
 *
 * @param gpu {@link TaskGpu#take}
 */
record FeatureReport(FeatureStep step, Timings timings, String gpu) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The state after all slices, in their order. */
  static TrainingState next(TrainingState state, List<FeatureReport> reports) {
    List<byte[]> seeds = new ArrayList<>();
    List<byte[]> c0 = new ArrayList<>();
    List<BigInteger> w = new ArrayList<>();
    List<BigInteger> v = new ArrayList<>();
    for (FeatureReport report : reports) {
      seeds.addAll(report.step().seeds());
      c0.addAll(report.step().c0());
      w.addAll(report.step().w());
      v.addAll(report.step().v());
    }
    Weights weights = seeds.isEmpty() ? Weights.NONE : new Weights(seeds, c0);
    return new TrainingState(state.iterations() + 1, weights, new WeightShares(w, v));
  }
}
