package dev.lineal.owner.shard;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.he.shard.ShardReader;
import dev.lineal.he.shard.ShardWriter;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.home.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A dataset that is being made, in {@code .work-ID} beside the published ones; one process at a
 * time. Shards in it are complete; the directory is renamed when all are there, and only then is it
 * a dataset.
 */
final class WorkDirectory implements AutoCloseable {
  static final String PREFIX = ".work-";
  static final String INPUTS = "inputs.json";
  static final String MANIFEST = "manifest.json";
  static final String REJECTED = "rejected.csv";
  private static final String SHARD = ".shard";
  private static final String PART = ".part";
  private static final String LOCK = ".lock";

  private final Path datasets;
  private final Path work;
  private final FileChannel lock;

  private WorkDirectory(Path datasets, Path work, FileChannel lock) {
    this.datasets = datasets;
    this.work = work;
    this.lock = lock;
  }

  /**
   * Opens the work directory of these inputs, as an earlier process left it or new.
   *
   * @throws dev.lineal.owner.home.OwnerException while another process encrypts for this study
   */
  static WorkDirectory open(Path datasets, EncryptInputs inputs) throws IOException {
    DurableFile.makeDirectory(datasets);
    FileChannel lock = lock(datasets);
    try {
      Path work = datasets.resolve(PREFIX + inputs.id());
      DurableFile.makeDirectory(work);
      DurableFile.write(work.resolve(INPUTS), inputs.canonicalBytes());
      return new WorkDirectory(datasets, work, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path datasets) throws IOException {
    FileChannel channel = DurableFile.lockable(datasets.resolve(LOCK));
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // Told below.
    }
    channel.close();
    throw DatasetErrors.busy(datasets);
  }

  static String shardName(int index) {
    return "shard-%05d".formatted(index) + SHARD;
  }

  Path path() {
    return work;
  }

  Path rejected() {
    return work.resolve(REJECTED);
  }

  /**
   * A shard that an earlier process finished, read and checked again; nothing where there is none
   * or a damaged one.
   */
  Optional<Shard> finished(ShardHeader header) throws IOException {
    Path file = work.resolve(shardName(header.block()));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (ShardReader reader = ShardReader.open(file)) {
      while (reader.hasNext()) {
        reader.next().close();
      }
      return reader.header().equals(header)
          ? Optional.of(shard(header, reader.sha256()))
          : Optional.empty();
    } catch (HeFormatException damaged) {
      return Optional.empty();
    }
  }

  /** Writes a shard's columns. */
  @FunctionalInterface
  interface Columns {
    void writeTo(ShardWriter shard) throws IOException;
  }

  /** Writes a shard; it has its name only when it is complete and on the disk. */
  Shard write(ShardHeader header, Columns columns) throws IOException {
    Path file = work.resolve(shardName(header.block()));
    Path part = file.resolveSibling(file.getFileName() + PART);
    byte[] sha256;
    try {
      try (ShardWriter writer = new ShardWriter(DurableFile.stream(part), header)) {
        columns.writeTo(writer);
        sha256 = writer.finish();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      DurableFile.sync(work);
    } finally {
      Files.deleteIfExists(part);
    }
    return shard(header, sha256);
  }

  private static Shard shard(ShardHeader header, byte[] sha256) {
    return new Shard(
        header.block(), Sha256.of(sha256), header.fileBytes(), header.rows(), header.columns());
  }

  /**
   * Makes the dataset visible: manifest last, then one rename to the content root.
   *
   * @return where it is
   */
  Path publish(DatasetManifest manifest) throws IOException {
    removeForeign(manifest);
    DurableFile.write(work.resolve(MANIFEST), manifest.canonicalBytes());
    Path published = datasets.resolve(manifest.contentRoot().toString());
    Files.move(work, published, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.sync(datasets);
    return published;
  }

  /** Removes the directory and what is in it: its dataset is published already. */
  void discard() throws IOException {
    try (var entries = Files.newDirectoryStream(work)) {
      for (Path entry : entries) {
        Files.delete(entry);
      }
    }
    Files.delete(work);
  }

  /** Removes the directory unless it has a shard that a later run can use. */
  void discardUnlessStarted() throws IOException {
    try (var shards = Files.newDirectoryStream(work, "*" + SHARD)) {
      if (shards.iterator().hasNext()) {
        return;
      }
    }
    discard();
  }

  /** Parts and shards that a killed process left and this dataset does not name. */
  private void removeForeign(DatasetManifest manifest) throws IOException {
    try (var entries = Files.newDirectoryStream(work)) {
      for (Path entry : entries) {
        if (!belongs(entry.getFileName().toString(), manifest)) {
          Files.delete(entry);
        }
      }
    }
  }

  private static boolean belongs(String name, DatasetManifest manifest) {
    return name.equals(INPUTS)
        || name.equals(REJECTED)
        || manifest.shards().stream().anyMatch(shard -> shardName(shard.index()).equals(name));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
