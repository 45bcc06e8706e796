package dev.lineal.owner.http;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.he.shard.ShardWriter;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.verify.ShardSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An owner's shards in files beside its test home, written once and read by every owner. */
final class TestShards {
  private final Path home;
  private final JointPublicKey key;
  private final List<Shard> shards = new ArrayList<>();

  TestShards(Path home, JointPublicKey key) {
    this.home = home;
    this.key = key;
  }

  void write(List<Ciphertext> columns, int rows) {
    Path file = home.resolve("shard-" + shards.size());
    ShardHeader header =
        new ShardHeader(key.parameters(), key.keyId(), shards.size(), rows, columns.size());
    byte[] packed = new byte[2 * key.parameters().packedBytes()];
    try {
      try (OutputStream out = Files.newOutputStream(file);
          ShardWriter writer = new ShardWriter(out, header)) {
        for (Ciphertext column : columns) {
          column.pack(0, 2, packed, 0);
          writer.column(packed);
        }
        writer.finish();
      }
      byte[] content = Files.readAllBytes(file);
      shards.add(
          new Shard(shards.size(), Sha256.hash(content), content.length, rows, columns.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DatasetManifest publish(String study, Address owner, IdentityKey identity) {
    DatasetManifest manifest =
        new DatasetManifest(
            study,
            owner,
            identity,
            Plans.hash("schema"),
            shards.stream().mapToLong(Shard::rows).sum(),
            key.parameters().slots(),
            key.parameters().name(),
            Sha256.of(key.fingerprintBytes()),
            shards,
            DatasetManifest.contentRoot(shards.stream().map(Shard::sha256).toList()),
            DatasetManifest.commitment(new byte[32], Plans.hash("rows")),
            Instant.parse("2026-01-02T03:04:05Z"));
    try {
      Files.write(home.resolve("manifest.json"), manifest.canonicalBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manifest;
  }

  /** All owners' shards, where every home lies beside the others. */
  static ShardSource beside(Path home) {
    return new ShardSource() {
      @Override
      public DatasetManifest manifest(int owner, PlannedDataset dataset) throws IOException {
        return DatasetManifest.parse(Files.readAllBytes(of(owner).resolve("manifest.json")));
      }

      @Override
      public InputStream shard(int owner, PlannedDataset dataset, Shard shard) throws IOException {
        return Files.newInputStream(of(owner).resolve("shard-" + shard.index()));
      }

      private Path of(int owner) {
        return home.resolveSibling("owner-" + owner);
      }
    };
  }
}
