package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.NesterovFactors;
import java.util.List;

/**
 * The steps of a training.
 *
 * @param rate lr, more than 0
 * @param l2 weight of the penalty, 0 or more
 * @param eta momentum, one per iteration
 */
public record Steps(FixedPoint rate, FixedPoint l2, List<FixedPoint> eta) {
  public Steps {
    eta = List.copyOf(eta);
  }

  /** Factors for weights held as w / interval. */
  NesterovFactors factors(RunSize size, int interval) {
    return new NesterovFactors(rate, l2, size.rows(), interval);
  }
}
