package dev.lineal.owner.policy;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a transcript. Its hash is that of its bytes; two chains run through it, one over all
 * lines and one over the lines of its run, so that a run's lines can be shown alone.
 *
 * @param number from 0
 * @param at whole seconds
 * @param what happened, to which run and where in it
 * @param request digest of what was asked, or of the plan
 * @param answer hash of what was answered
 * @param answers coefficients and traces that it spent
 * @param scalars that it released
 * @param previous hash of the line before; zeros for the first
 * @param previousOfRun hash of the run's line before; zeros for its first and without a run
 */
record Entry(
    long number,
    Instant at,
    What what,
    Optional<Sha256> request,
    Optional<Sha256> answer,
    long answers,
    long scalars,
    Sha256 previous,
    Sha256 previousOfRun) {
  /** In front of a chain's first line. */
  static final Sha256 START = Sha256.of(new byte[Sha256.BYTES]);

  /** Kinds of events. */
  enum Event {
    SESSION,
    /** A run gave back what it had not used. */
    LAPSE,
    ANSWER,
    RELEASE,
    ATTESTATION,
    REFUSAL,
    /** The cluster asked for something else than the agreed computation; the run has ended. */
    FAILED_CHECK,
    /** Refusals that came too fast to be noted one by one. */
    REFUSALS_UNNOTED;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Event parse(String text) {
      for (Event event : values()) {
        if (event.text().equals(text)) {
          return event;
        }
      }
      throw new IllegalArgumentException("is no event: " + Require.quoted(text));
    }
  }

  /**
   * An event and where it belongs.
   *
   * @param subject a name: of the rule, the release or the grant
   */
  record What(Event event, Optional<Sha256> run, Optional<Place> place, String subject) {
    What {
      Require.name("subject", subject);
    }
  }

  Entry {
    Require.range("number", number, 0, Require.MAX_JSON_INTEGER);
    Require.seconds("at", at);
    Require.range("answers", answers, 0, Require.MAX_JSON_INTEGER);
    Require.range("scalars", scalars, 0, Require.MAX_JSON_INTEGER);
  }
}
