package dev.lineal.jobs.testing;

import dev.lineal.he.HeParameters;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.he.shard.ShardWriter;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.train.PackedBlock;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Shard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Puts every owner's one block behind its agent as a shard with its manifest. */
public final class PublishedStudy {
  private static final IdentityKey IDENTITY =
      new IdentityKey("ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

  private PublishedStudy() {}

  /** One dataset per owner; each owner must have exactly one block. */
  public static List<PlannedDataset> publish(LocalStudy study, TestData data, TaskPlan plan) {
    int owners = study.agents().size();
    return java.util.stream.IntStream.range(0, owners)
        .mapToObj(i -> publish(study, i, data.part(i, owners).length, plan.parameters()))
        .toList();
  }

  private static PlannedDataset publish(LocalStudy study, int i, int rows, HeParameters set) {
    PackedBlock block = study.blocks().get(i);
    byte[] file = shard(block, rows, set);
    List<Shard> shards =
        List.of(new Shard(0, Sha256.hash(file), file.length, rows, block.columns().length));
    Sha256 root = DatasetManifest.contentRoot(shards.stream().map(Shard::sha256).toList());
    Address owner = Address.parse("0x" + "0".repeat(38) + "a" + i);
    DatasetManifest manifest =
        new DatasetManifest(
            "study",
            owner,
            IDENTITY,
            Sha256.hash(new byte[] {1}),
            rows,
            set.slots(),
            set.name(),
            Sha256.of(study.publicKey().fingerprintBytes()),
            shards,
            root,
            DatasetManifest.commitment(new byte[32], Sha256.hash(new byte[] {2})),
            Instant.parse("2026-01-02T03:04:05Z"));
    String base = "/v1/datasets/" + root;
    study.agents().get(i).files().put(base + "/manifest", manifest.canonicalBytes());
    study.agents().get(i).files().put(base + "/shards/0", file);
    Sha256 grant = Sha256.hash(new byte[] {(byte) i});
    return new PlannedDataset(owner, root, manifest.sha256(), rows, 1, grant);
  }

  private static byte[] shard(PackedBlock block, int rows, HeParameters set) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ShardHeader header = new ShardHeader(set, block.keyId(), 0, rows, block.columns().length);
    try (ShardWriter writer = new ShardWriter(out, header)) {
      for (byte[] column : block.columns()) {
        writer.column(column);
      }
      writer.finish();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
