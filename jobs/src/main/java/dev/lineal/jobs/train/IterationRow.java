package dev.lineal.jobs.train;

import java.util.List;

/**
 * What is recorded of one iteration.
 *
 * @param iteration from 0
 * @param phases wall time
 * @param tasks time inside all tasks together
 * @param records of every request, by round and slice
 * @param state SHA-256 of the state after the iteration, hexadecimal
 */
public record IterationRow(
    int iteration, Phases phases, Timings tasks, List<RoundRecord> records, String state) {

  /**
   * Wall time in nanoseconds as the driver sees it.
   *
   * @param broadcast of the weights
   * @param forward round 1
   * @param products rounds 2 to 4
   * @param gradient and round 5
   * @param collect putting the new state together and hashing it
   */
  public record Phases(long broadcast, long forward, long products, long gradient, long collect) {
    public long total() {
      return broadcast + forward + products + gradient + collect;
    }
  }

  public double seconds() {
    return phases.total() / 1e9;
  }
}
