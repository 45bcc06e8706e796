package dev.lineal.owner.verify;

import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Shard;
import java.io.IOException;
import java.io.InputStream;

/** Where published datasets are read: each owner's agent, and this owner's own disk. */
public interface ShardSource {
  /**
   * The manifest that a plan names, its hash checked.
   *
   * @param owner index in the key set
   * @throws IOException when it cannot be had now
   */
  DatasetManifest manifest(int owner, PlannedDataset dataset) throws IOException;

  /**
   * The bytes of a shard, unchecked; the caller closes the stream.
   *
   * @throws IOException when they cannot be had now
   */
  InputStream shard(int owner, PlannedDataset dataset, Shard shard) throws IOException;
}
