package dev.lineal.jobs.train;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is recorded of one iteration.
 *
 * @param iteration from 0
 * @param phases wall time on the critical path
 * @param requestBytes to each owner
 * @param replyBytes from each owner
 * @param records of every request, by round and slice
 * @param gpus that its tasks computed on, executor/address, ascending
 * @param meanSquaredMargin over all rows before the step, where the owners released it
 * @param state SHA-256 of the state after the iteration, hexadecimal
 */
public record IterationRow(
    int iteration,
    Phases phases,
    long requestBytes,
    long replyBytes,
    List<RoundRecord> records,
    List<String> gpus,
    OptionalDouble meanSquaredMargin,
    String state) {
  /** With what the owners released on the way. */
  IterationRow with(OptionalDouble margin) {
    return new IterationRow(
        iteration, phases, requestBytes, replyBytes, records, gpus, margin, state);
  }

  public double seconds() {
    return phases.total() / 1e9;
  }
}
