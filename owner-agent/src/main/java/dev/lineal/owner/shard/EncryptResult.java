package dev.lineal.owner.shard;

import java.util.Map;

/**
 * What an encryption published.
 *
 * @param dataset what is served now
 * @param rejectedRows rows that broke a rule
 * @param faults of the rejected rows, by rule
 * @param resumedShards shards that an earlier, interrupted run had finished
 * @param fresh false where the same inputs had been published before and nothing was done
 */
public record EncryptResult(
    PublishedDataset dataset,
    long rejectedRows,
    Map<RowRule, Long> faults,
    int resumedShards,
    boolean fresh) {
  public EncryptResult {
    faults = Map.copyOf(faults);
  }
}
