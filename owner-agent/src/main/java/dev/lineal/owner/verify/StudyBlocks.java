package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.shard.ShardReader;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All blocks of a run, public, where its weights stay shared and every owner multiplies them
 * itself: a copy of each shard, and unpacked in native memory as far as there is room.
 */
final class StudyBlocks implements AutoCloseable {
  /** Most native memory; what does not fit is unpacked again for every use. */
  private static final long CACHE_BYTES = 2L << 30;

  private final Kept kept;
  private final HeParameters parameters;
  private final Columns columns;
  private final int blocks;
  private final Map<Integer, EncryptedBlock> open = new HashMap<>();
  private long cachedBytes;

  StudyBlocks(Kept kept, HeParameters parameters, Columns columns, int blocks) {
    this.kept = kept;
    this.parameters = parameters;
    this.columns = columns;
    this.blocks = blocks;
  }

  boolean has(int block) {
    return Files.exists(kept.path(name(block)));
  }

  /** Keeps a shard whose hash was checked. */
  void keep(int block, Path shard) throws IOException {
    try (ShardReader reader = ShardReader.open(shard)) {
      cache(block, read(reader));
    }
    Files.move(shard, kept.path(name(block)), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Uses some blocks, in their order. */
  <T> T with(List<Integer> numbers, Function<List<EncryptedBlock>, T> body) {
    List<EncryptedBlock> here = new ArrayList<>();
    List<EncryptedBlock> passing = new ArrayList<>();
    try {
      for (int number : numbers) {
        here.add(cached(number, passing));
      }
      return body.apply(here);
    } finally {
      passing.forEach(EncryptedBlock::close);
    }
  }

  private EncryptedBlock cached(int number, List<EncryptedBlock> passing) {
    synchronized (open) {
      EncryptedBlock known = open.get(number);
      if (known != null) {
        return known;
      }
    }
    EncryptedBlock read = read(number);
    if (!cache(number, read)) {
      passing.add(read);
      return read;
    }
    synchronized (open) {
      return open.get(number);
    }
  }

  /** Whether there is room; a block that is there already is closed. */
  private boolean cache(int number, EncryptedBlock block) {
    long bytes = 2L * columns.counted() * parameters.residueBytes();
    synchronized (open) {
      if (open.containsKey(number)) {
        block.close();
        return true;
      }
      if (cachedBytes + bytes > CACHE_BYTES) {
        return false;
      }
      open.put(number, block);
      cachedBytes += bytes;
      return true;
    }
  }

  private EncryptedBlock read(int number) {
    if (number < 0 || number >= blocks || !has(number)) {
      throw Refusal.of(
          Rule.OPERANDS_AT_HAND,
          "Shard %d of the run is kept no more: its weights were released.",
          number);
    }
    try (ShardReader reader = ShardReader.open(kept.path(name(number)))) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EncryptedBlock read(ShardReader reader) throws IOException {
    List<Ciphertext> read = new ArrayList<>();
    try {
      for (int j = 0; j < columns.counted(); j++) {
        read.add(reader.next());
      }
      return new EncryptedBlock(read);
    } finally {
      read.forEach(Ciphertext::close);
    }
  }

  private static String name(int block) {
    return "shard-" + block;
  }

  @Override
  public void close() {
    synchronized (open) {
      open.values().forEach(EncryptedBlock::close);
      open.clear();
      cachedBytes = 0;
    }
  }
}
