package dev.lineal.owner.policy;

import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;

/**
 * How the plan cuts rounds into requests: items of rounds 1 to 4 are the blocks of all datasets in
 * the plan's order, those of round 5 the features.
 */
public record Layout(int blocks, int features, Batches batches) {
  /** The round that ends in traces. */
  public static final int TRACE_ROUND = 5;

  private static final int PRELUDE = Header.BYTES + 48;
  private static final int ITEM_HEADER = 8;
  private static final int TRACE_BYTES = 48;

  static Layout of(RunPlan plan) {
    int blocks = Math.toIntExact(plan.datasets().stream().mapToLong(PlannedDataset::blocks).sum());
    return new Layout(blocks, plan.training().features(), plan.batches());
  }

  /** Number of a round's slices. */
  public int slices(int round) {
    return (items(round) + perRequest(round) - 1) / perRequest(round);
  }

  /** Number of a slice's first item. */
  public int first(int round, int slice) {
    return slice * perRequest(round);
  }

  /** Number of items of a slice. */
  public int count(int round, int slice) {
    return Math.min(perRequest(round), items(round) - first(round, slice));
  }

  /** Coefficients and traces that one iteration answers. */
  long answersPerIteration(HeParameters parameters) {
    return (long) (TRACE_ROUND - 1) * blocks * parameters.ringDegree() + features;
  }

  /** Coefficients and traces of one request. */
  long answers(Place place, HeParameters parameters) {
    long each = place.round() == TRACE_ROUND ? 1 : parameters.ringDegree();
    return count(place.round(), place.slice()) * each;
  }

  /** Length of the longest evidence of a place: the other owners' answers and some c_0. */
  long longestEvidence(HeParameters parameters, int owners) {
    long items =
        Math.max(
            Math.min(blocks, batches.blocksPerRequest()) * 2L,
            Math.min(features, batches.featuresPerRequest()));
    long answer = PRELUDE + items * (TRACE_BYTES + parameters.packedBytes());
    return 2L * PRELUDE + items * parameters.packedBytes() + owners * (answer + 2L * PRELUDE);
  }

  /** Length of the longest request. */
  long longestRequest(HeParameters parameters) {
    long items =
        Math.max(
            Math.min(blocks, batches.blocksPerRequest()),
            Math.min(features, batches.featuresPerRequest()));
    return PRELUDE + items * (ITEM_HEADER + 2L * parameters.packedBytes());
  }

  private int items(int round) {
    return round == TRACE_ROUND ? features : blocks;
  }

  private int perRequest(int round) {
    return round == TRACE_ROUND ? batches.featuresPerRequest() : batches.blocksPerRequest();
  }
}
