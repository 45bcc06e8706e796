package dev.lineal.owner.training;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed-point factors of a run, computed once as its plan would.
 *
 * @param rate lr
 * @param etas one per iteration
 * @param regularised leading features under L2
 */
record Schedule(
    double rate, FixedPoint gamma, FixedPoint decay, List<FixedPoint> etas, int regularised) {
  private static final int PRECISION = 40;
  private static final int TRACE_SCALE_BITS =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

  static Schedule of(HeParameters parameters, TrainingData data, double l2, int iterations) {
    double rate = data.step();
    double perTrace =
        rate / data.rows() * parameters.slots() / ActivationRounds.DEGREE_5.interval();
    double gamma = Math.scalb(perTrace, WeightShares.SCALE_BITS - TRACE_SCALE_BITS);
    int shift = PRECISION - Math.getExponent(gamma);
    List<FixedPoint> etas = new ArrayList<>();
    double l = 1;
    for (int t = 0; t < iterations; t++) {
      double next = (1 + Math.sqrt(1 + 4 * l * l)) / 2;
      etas.add(FixedPoint.nearest((1 - l) / next, PRECISION));
      l = next;
    }
    return new Schedule(
        rate,
        FixedPoint.nearest(gamma, shift),
        FixedPoint.nearest(1 - rate * l2, PRECISION),
        etas,
        data.features() - 1);
  }

  FixedPoint eta(int iteration) {
    return etas.get(iteration);
  }

  NesterovStep step(int iteration) {
    return new NesterovStep(gamma, decay, eta(iteration), regularised);
  }
}
