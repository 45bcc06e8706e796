package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;

/**
 * One dataset version that a run uses, and the grant that allows it.
 *
 * @param owner wallet address of the owner
 * @param contentRoot version of the dataset
 * @param manifest hash of its {@link DatasetManifest}
 * @param rows real rows
 * @param blocks number of shards
 * @param grant id of the grant
 */
public record PlannedDataset(
    Address owner, Sha256 contentRoot, Sha256 manifest, long rows, int blocks, Sha256 grant) {
  public PlannedDataset {
    Require.present("owner", owner);
    Require.present("content root", contentRoot);
    Require.present("manifest", manifest);
    Require.range("rows", rows, 1, Require.MAX_JSON_INTEGER);
    Require.range("blocks", blocks, 1, Math.min(rows, Shard.MAX_SHARDS));
    Require.present("grant", grant);
  }
}
