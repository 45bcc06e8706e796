package dev.lineal.owner.policy;

import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.RunPlan;
import java.time.Duration;
import java.time.Instant;

/**
 * What one run holds of its key set's budgets and of its grant: all that it planned, from its
 * opening on. A run that is not finished and got no answer for {@link #IDLE} lapses when another
 * run is opened: it gives back the answers it has not used, its scalars too where it had no answer
 * at all, and answers nothing new until it is opened again.
 */
final class Lease {
  /** Without an answer, after which a run's share may go to another. */
  static final Duration IDLE = Duration.ofDays(30);

  private final Budget.Use planned;
  private final GrantUse grant;
  private long answers;
  private int iterations;
  private Instant used;
  private boolean touched;
  private boolean lapsed;

  /**
   * @param opened when the run was opened
   */
  Lease(RunPlan plan, Budget.Use planned, Instant opened) {
    this.planned = planned;
    this.grant = new GrantUse(plan.iterations(), plan.releasedScalars());
    this.used = opened;
  }

  /** The run has its whole share again. */
  synchronized void reopen(Instant now) {
    lapsed = false;
    used = now;
  }

  /** An answer of so many coefficients and traces was given. */
  synchronized void answered(Place place, long count, Instant now) {
    touched = true;
    answers = Math.addExact(answers, count);
    iterations = Math.max(iterations, place.iteration() + 1);
    used = now;
  }

  /** Whether the run has been idle for so long that its share may go to another. */
  synchronized boolean idle(Instant now) {
    boolean finished = touched && answers >= planned.answers();
    return !lapsed && !finished && !now.isBefore(used.plus(IDLE));
  }

  synchronized void lapse() {
    lapsed = true;
  }

  synchronized boolean lapsed() {
    return lapsed;
  }

  synchronized void requireLive() {
    if (lapsed) {
      throw Refusal.of(
          Rule.SESSION_LAPSED,
          "The run got no answer for %d days, and what it had not used was given to another.",
          IDLE.toDays());
    }
  }

  /** Of the key set's budgets. */
  synchronized Budget.Use use() {
    if (lapsed) {
      return touched ? planned.only(answers) : Budget.Use.NONE;
    }
    return planned;
  }

  /** Of its grant. */
  synchronized GrantUse grantUse() {
    return lapsed ? new GrantUse(iterations, touched ? grant.releasedScalars() : 0) : grant;
  }
}
