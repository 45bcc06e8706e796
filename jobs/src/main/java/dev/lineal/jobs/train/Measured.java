package dev.lineal.jobs.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one iteration's stages add up to. */
final class Measured {
  private final List<RoundRecord> records = new ArrayList<>();
  private final SortedSet<String> gpus = new TreeSet<>();
  private Phases phases;
  private long requestBytes;
  private long replyBytes;

  Measured(Phases before) {
    this.phases = before;
  }

  void add(Phases more) {
    phases = phases.plus(more);
  }

  void add(RoundRecord record) {
    records.add(record);
  }

  /** GPUs that tasks computed on. */
  void gpus(List<String> taken) {
    taken.stream().filter(gpu -> !gpu.equals(TaskGpu.NONE)).forEach(gpus::add);
  }

  void stage(StageTime time, List<RoundRecord> made) {
    add(time.phases());
    requestBytes += time.tasks().requestBytes();
    replyBytes += time.tasks().replyBytes();
    records.addAll(made);
  }

  /**
   * @param wall nanoseconds of the whole iteration; what no stage explains is other
   */
  IterationRow row(int iteration, String state, long wall) {
    Phases all = phases.plus(Phases.other(wall - phases.total()));
    return new IterationRow(
        iteration,
        all,
        requestBytes,
        replyBytes,
        records,
        List.copyOf(gpus),
        OptionalDouble.empty(),
        state);
  }
}
