package dev.lineal.owner.policy;

import dev.lineal.lineage.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts refusals into the transcript: 256 at once, then one every ten seconds, so that nobody fills
 * the disk by being refused. Those in between are counted in one later line.
 */
final class RefusalNotes {
  private static final int BURST = 256;
  private static final Duration REFILL = Duration.ofSeconds(10);

  private final Transcript transcript;
  private final Clock clock;
  private int left = BURST;
  private long unnoted;
  private Instant refilled;

  RefusalNotes(Transcript transcript, Clock clock) {
    this.transcript = transcript;
    this.clock = clock;
    this.refilled = clock.instant();
  }

  /** What was refused, as far as it is known. */
  record Subject(Optional<Sha256> run, Optional<Place> place, Optional<Sha256> digest) {
    static Subject of(Sha256 run) {
      return new Subject(Optional.of(run), Optional.empty(), Optional.empty());
    }
  }

  /** Returns when the note is on the disk. */
  void note(Refusal refusal, Subject subject) {
    Entry.What what =
        new Entry.What(Entry.Event.REFUSAL, subject.run(), subject.place(), refusal.rule());
    transcript.await(append(what, subject.digest()));
  }

  private synchronized long append(Entry.What what, Optional<Sha256> digest) {
    long ticks = Duration.between(refilled, clock.instant()).dividedBy(REFILL);
    if (ticks > 0) {
      left = (int) Math.min(BURST, left + ticks);
      refilled = refilled.plus(REFILL.multipliedBy(ticks));
    }
    if (left == 0) {
      unnoted++;
      return 0;
    }
    left--;
    if (unnoted > 0) {
      Entry.What many =
          new Entry.What(
              Entry.Event.REFUSALS_UNNOTED,
              Optional.empty(),
              Optional.empty(),
              Long.toString(unnoted));
      unnoted = 0;
      transcript.append(many, Optional.empty(), Optional.empty(), 0, 0);
    }
    return transcript.append(what, digest, Optional.empty(), 0, 0);
  }
}
