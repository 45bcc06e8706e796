package dev.lineal.market.index;

import dev.lineal.lineage.verify.Verification;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of verifying a model's bundle here.
 *
 * @param verification every check; empty where there is no bundle
 * @param at when it was made
 * @param millis how long it took
 * @param online whether a chain was asked
 */
public record Verdict(
    Optional<Verification> verification, Instant at, long millis, boolean online) {
  /** One word for all checks together. */
  public enum Status {
    /** Every check was made and holds. */
    OK,
    /** None failed, some were not made. */
    PARTLY,
    /** One failed at least. */
    FAILED,
    /** None was made: there is no bundle. */
    NOT_CHECKED;

    /** The written form. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** All together. */
  public Status status() {
    if (verification.isEmpty()) {
      return Status.NOT_CHECKED;
    }
    if (!verification.get().holds()) {
      return Status.FAILED;
    }
    boolean all =
        verification.get().findings().stream()
            .allMatch(finding -> finding.status() == dev.lineal.lineage.verify.Finding.Status.OK);
    return all ? Status.OK : Status.PARTLY;
  }
}
