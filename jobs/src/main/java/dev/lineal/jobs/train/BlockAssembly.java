package dev.lineal.jobs.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts blocks together where every executor is this one process: columns come in any order and from
 * any task, and the last one of a block unpacks it into the cache. Nothing is shuffled or written.
 *
 * @param key of the study
 * @param columns of a block
 * @param cacheBytes most bytes of unpacked blocks
 */
record BlockAssembly(KeyTerms key, int columns, long cacheBytes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Incomplete blocks by content hash. */
  private static final Map<String, byte[][]> PARTS = new ConcurrentHashMap<>();

  static BlockAssembly of(RunTerms terms, int columns) {
    return new BlockAssembly(terms.key(), columns, terms.cacheBytes());
  }

  /** Adds a column; one that was there, as a retried task brings it, changes nothing. */
  void add(PackedColumn part) {
    byte[][] all = PARTS.computeIfAbsent(part.sha256(), hash -> new byte[columns][]);
    synchronized (all) {
      all[part.column()] = part.ciphertext();
      if (Arrays.stream(all).allMatch(Objects::nonNull)) {
        open(part, all);
        PARTS.remove(part.sha256());
      }
    }
  }

  private void open(PackedColumn any, byte[][] all) {
    PackedBlock block =
        new PackedBlock(any.block(), any.sha256(), key.parameterSet(), key.keyId(), all);
    BlockCache.SHARED.borrow(any.sha256(), () -> block, cacheBytes).close();
  }
}
