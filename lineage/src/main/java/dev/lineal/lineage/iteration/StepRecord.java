package dev.lineal.lineage.iteration;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.Comparator;
import java.util.List;

/**
 * One request of a run and what came of it.
 *
 * @param iteration from 0
 * @param round from 1, as the plan orders the rounds
 * @param slice of the round, from 0
 * @param request SHA-256 of the request's bytes
 * @param first number of the first block or feature in the request
 * @param refreshed SHA-256 of each item's packed c_0 after the refresh; item {@code first + i}.
 *     None where the request was for sums that became known
 */
public record StepRecord(
    int iteration, int round, int slice, Sha256 request, int first, List<Sha256> refreshed) {
  /** The order of the tree: iteration, round, slice. */
  public static final Comparator<StepRecord> ORDER =
      Comparator.comparingInt(StepRecord::iteration)
          .thenComparingInt(StepRecord::round)
          .thenComparingInt(StepRecord::slice);

  public StepRecord {
    Require.range("iteration", iteration, 0, Integer.MAX_VALUE);
    Require.range("round", round, 1, 65_535);
    Require.range("slice", slice, 0, Integer.MAX_VALUE);
    Require.present("request", request);
    Require.range("first", first, 0, Integer.MAX_VALUE);
    refreshed = List.copyOf(Require.present("refreshed", refreshed));
    Require.range("refreshed", first + (long) refreshed.size(), 0, Integer.MAX_VALUE);
  }

  /** The step in a message. */
  public String place() {
    return "iteration %d, round %d, slice %d".formatted(iteration, round, slice);
  }
}
