package dev.lineal.jobs.train;

import dev.lineal.jobs.JobErrors;
import java.util.OptionalDouble;

/**
 * Stops a run whose margins run away: when sqrt(mean z^2) exceeds half the activation's interval,
 * or mean z^2 grows fourfold in one iteration. Where margins outgrow their bound masks no longer
 * hide them, so this guards the owners as well as the model.
 */
public final class MarginWatch {
  private static final double LARGEST_GROWTH = 4;

  /** From less than this, and from the 0 of the first iteration, margins grow as they should. */
  private static final double SMALL = 1;

  private final double interval;
  private OptionalDouble last = OptionalDouble.empty();

  public MarginWatch(double interval) {
    this.interval = interval;
  }

  /**
   * Takes the released mean squared margin of an iteration; none when nothing is granted.
   *
   * @throws dev.lineal.jobs.JobException when the run must stop
   */
  public void accept(int iteration, OptionalDouble meanSquare) {
    if (meanSquare.isEmpty()) {
      return;
    }
    double now = meanSquare.getAsDouble();
    if (!(Math.sqrt(now) <= interval / 2)) {
      throw JobErrors.diverges(
          iteration, now, "margins left half of the activation's interval of " + interval);
    }
    double before = last.orElse(0);
    if (before >= SMALL && now > LARGEST_GROWTH * before) {
      throw JobErrors.diverges(iteration, now, "more than four times that of the iteration before");
    }
    last = meanSquare;
  }
}
