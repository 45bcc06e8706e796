package dev.lineal.market.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How current a source is.
 *
 * @param read when it was last read, or seen unchanged; empty where never
 * @param problem why the last attempt failed; empty where it did not
 */
public record Freshness(Optional<Instant> read, Optional<String> problem) {
  /** After so long without an answer it is stale, whatever the reason. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Not read yet. */
  static final Freshness NEVER = new Freshness(Optional.empty(), Optional.empty());

  static Freshness now() {
    return new Freshness(Optional.of(Instant.now()), Optional.empty());
  }

  Freshness failed(String why) {
    return new Freshness(read, Optional.of(why));
  }

  /** Whether what is shown may have changed since, for all we know. */
  public boolean stale() {
    return problem.isPresent()
        || read.map(at -> at.plus(PATIENCE).isBefore(Instant.now())).orElse(true);
  }
}
