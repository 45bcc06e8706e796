package dev.lineal.owner.shard;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A complete dataset on the owner's disk. It never changes.
 *
 * @param directory of its files
 * @param manifest what it says of itself
 */
public record PublishedDataset(Path directory, DatasetManifest manifest) {
  /** Reads the manifest in a directory; a damaged one is a {@code LineageException}. */
  static PublishedDataset read(Path directory) throws IOException {
    byte[] manifest = Files.readAllBytes(directory.resolve(WorkDirectory.MANIFEST));
    return new PublishedDataset(directory, DatasetManifest.parse(manifest));
  }

  /** The dataset's version and name in URLs: its content root. */
  public String id() {
    return manifest.contentRoot().toString();
  }

  /** Hash of the manifest: what is anchored. */
  public Sha256 manifestSha256() {
    return manifest.sha256();
  }

  /** The file of a shard. */
  public Path file(Shard shard) {
    return directory.resolve(WorkDirectory.shardName(shard.index()));
  }

  /** The list of rejected rows, which is never served. */
  public Path rejected() {
    return directory.resolve(WorkDirectory.REJECTED);
  }

  /** A shard by its index. */
  public Optional<Shard> shard(int index) {
    return index >= 0 && index < manifest.shards().size()
        ? Optional.of(manifest.shards().get(index))
        : Optional.empty();
  }

  /** Bytes of all shards. */
  public long bytes() {
    return manifest.shards().stream().mapToLong(Shard::bytes).sum();
  }

  boolean madeOf(EncryptInputs inputs) throws IOException {
    Path file = directory.resolve(WorkDirectory.INPUTS);
    return Files.exists(file)
        && java.util.Arrays.equals(Files.readAllBytes(file), inputs.canonicalBytes());
  }
}
