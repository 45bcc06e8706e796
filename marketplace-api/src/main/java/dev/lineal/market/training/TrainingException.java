package dev.lineal.market.training;

/** A request about a training that is refused. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** What was sent is no signed plan, or its parts do not fit together. */
    BAD_PLAN,
    /** The plan's trainer did not sign it, or not for this market's chain. */
    SIGNATURE,
    /** The scheduler runs plans of other trainers only. */
    OTHER_TRAINER,
    /** The plan was submitted before. */
    RUN_EXISTS,
    /** The scheduler has no such run. */
    UNKNOWN_RUN,
    /** Whoever asks does not have the run's token. */
    TOKEN,
    /** Too many ask at this moment. */
    BUSY
  }

  private final Reason reason;

  TrainingException(Reason reason, String problem) {
    super(problem);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
