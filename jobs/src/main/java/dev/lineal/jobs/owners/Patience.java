package dev.lineal.jobs.owners;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a job waits for an owner that is away: pauses double from {@code first} to {@code
 * longest} until {@code total} has passed.
 */
public record Patience(Duration first, Duration longest, Duration total) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A quarter of a second at first, ten minutes in all. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofMinutes(10));

  public Patience {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("Pauses are positive and grow.");
    }
  }

  Duration pause(int attempt) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempt, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
