package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.JobErrors;
import java.time.Duration;

/**
 * Of the line between the cluster and an owner, the same in both directions.
 *
 * @param megabits per second
 * @param roundTripMillis there and back
 */
record LineSpeed(int megabits, int roundTripMillis) {
  private static final int MOST_MEGABITS = 100_000;
  private static final int MOST_MILLIS = 10_000;

  LineSpeed {
    if (megabits < 1
        || megabits > MOST_MEGABITS
        || roundTripMillis < 0
        || roundTripMillis > MOST_MILLIS) {
      throw JobErrors.usage(
          "A line of " + megabits + " Mbit/s and " + roundTripMillis + " ms cannot be played.",
          "Give --line-mbit 1 .. 100000 and --line-rtt-ms 0 .. 10000.");
    }
  }

  /** What this many bytes take, one behind the other. */
  long nanos(long bytes) {
    return bytes * 8000 / megabits;
  }

  Duration roundTrip() {
    return Duration.ofMillis(roundTripMillis);
  }

  /**
   * What a line adds to an iteration at most: nothing is sent while something is computed or comes
   * back.
   *
   * @param trips requests that wait for one another
   */
  double seconds(long bytes, int trips) {
    return nanos(bytes) / 1e9 + trips * roundTripMillis / 1e3;
  }
}
