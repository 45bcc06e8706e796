package dev.lineal.jobs.train;

import dev.lineal.he.linalg.NesterovStep;
import java.util.Optional;

/** What makes one iteration after another; frees what executors hold when it is closed. */
public interface TrainingEngine extends AutoCloseable {
  /**
   * A state, what was recorded on the way to it, and what became known.
   *
   * @param released where the iteration was asked to release something
   */
  record Outcome(TrainingState state, IterationRow row, Optional<ReleasedScalars> released) {}

  /** One iteration of accelerated gradient that releases nothing. */
  Outcome iterate(TrainingState state, NesterovStep step);

  /**
   * One iteration.
   *
   * @throws UnsupportedOperationException where the task has no such release
   */
  Outcome iterate(TrainingState state, NesterovStep step, Optional<ReleaseRequest> release);

  @Override
  void close();
}
