package dev.lineal.jobs.audit;

import dev.lineal.lineage.iteration.StepRecord;

/**
 * A step that does not hold.
 *
 * @param why in words
 */
public record Mismatch(StepRecord step, String why) {
  /** Ends the replay of a step whose material does not hold. */
  static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Mismatch mismatch;

    Found(StepRecord step, String why) {
      super(step.place() + ": " + why);
      this.mismatch = new Mismatch(step, why);
    }

    Mismatch mismatch() {
      return mismatch;
    }
  }
}
