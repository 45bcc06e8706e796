package dev.lineal.jobs.testing;

import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.verify.ShardSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** What owners published, by path; one map per owner. */
record PublishedShards(List<Map<String, byte[]>> files) implements ShardSource {
  @Override
  public DatasetManifest manifest(int owner, PlannedDataset dataset) {
    return DatasetManifest.parse(file(owner, dataset, "/manifest"));
  }

  @Override
  public InputStream shard(int owner, PlannedDataset dataset, Shard shard) {
    return new ByteArrayInputStream(file(owner, dataset, "/shards/" + shard.index()));
  }

  private byte[] file(int owner, PlannedDataset dataset, String what) {
    return files.get(owner).get("/v1/datasets/" + dataset.contentRoot() + what);
  }
}
