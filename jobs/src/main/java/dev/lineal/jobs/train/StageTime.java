package dev.lineal.jobs.train;

import java.util.List;

/**
 * A stage's wall time, divided as the time of its tasks was: tasks run beside each other on so many
 * slots, and what they do not explain is Spark's.
 *
 * @param wall nanoseconds as the driver sees them
 * @param tasks all of them together
 * @param slots tasks that run at a time
 */
record StageTime(long wall, Timings tasks, int slots) {
  static StageTime of(long wall, List<Timings> tasks, int parallelism) {
    return new StageTime(
        wall,
        tasks.stream().reduce(Timings.ZERO, Timings::plus),
        Math.max(1, Math.min(tasks.size(), parallelism)));
  }

  /** Nanoseconds on the critical path that a part of the tasks' time stands for. */
  long share(long part) {
    long total = tasks.total();
    return total == 0 ? 0 : (long) (part * (double) Math.min(wall, total / slots) / total);
  }

  /** On the critical path. */
  Phases phases() {
    Phases known =
        new Phases(
            share(tasks.forward()),
            share(tasks.products()),
            share(tasks.gradient()),
            share(tasks.reduce()),
            share(tasks.combine()),
            share(tasks.owners()),
            share(tasks.http()),
            share(tasks.hash()),
            0,
            0);
    return known.plus(Phases.other(wall - known.total()));
  }
}
