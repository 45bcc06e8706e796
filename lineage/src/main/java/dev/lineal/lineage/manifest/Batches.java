package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;

/**
 * How a round is cut into requests. Fixed by the plan, never by Spark's partitions: an owner
 * answers one digest per slice.
 *
 * @param blocksPerRequest in the rounds per block
 * @param featuresPerRequest in the rounds per feature
 */
public record Batches(int blocksPerRequest, int featuresPerRequest) {
  public Batches {
    Require.range("blocks_per_request", blocksPerRequest, 1, Shard.MAX_SHARDS);
    Require.range("features_per_request", featuresPerRequest, 1, Shard.MAX_COLUMNS);
  }
}
