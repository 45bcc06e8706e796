package dev.lineal.jobs.train;

import dev.lineal.he.linalg.EncryptedBlock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Unpacked blocks of one executor by content hash, the least recently used ones dropped beyond a
 * bound of bytes. Blocks in use are never dropped; they may exceed the bound.
 */
final class BlockCache {
  /** The executor's. */
  static final BlockCache SHARED = new BlockCache();

  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private long misses;

  /** A block for as long as it is not closed. */
  final class Lease implements AutoCloseable {
    private final Entry entry;
    private final long bound;

    private Lease(Entry entry, long bound) {
      this.entry = entry;
      this.bound = bound;
    }

    EncryptedBlock block() {
      return entry.block;
    }

    @Override
    public void close() {
      release(entry, bound);
    }
  }

  private static final class Entry {
    private EncryptedBlock block;
    private long size;
    private int users;
  }

  /**
   * The block of a hash, unpacked when it is not here.
   *
   * @param bound most bytes to keep
   */
  Lease borrow(String sha256, Supplier<PackedBlock> packed, long bound) {
    Entry entry;
    synchronized (this) {
      entry = entries.computeIfAbsent(sha256, hash -> new Entry());
      entry.users++;
    }
    synchronized (entry) {
      if (entry.block == null) {
        try {
          PackedBlock source = packed.get();
          EncryptedBlock opened = source.open();
          added(entry, opened, source.openBytes());
        } catch (RuntimeException e) {
          forget(sha256, entry);
          throw e;
        }
      }
    }
    return new Lease(entry, bound);
  }

  private synchronized void added(Entry entry, EncryptedBlock block, long size) {
    entry.block = block;
    entry.size = size;
    bytes += size;
    misses++;
  }

  private synchronized void forget(String sha256, Entry entry) {
    entry.users--;
    if (entry.users == 0) {
      entries.remove(sha256, entry);
    }
  }

  private synchronized void release(Entry entry, long bound) {
    entry.users--;
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes > bound && oldest.hasNext()) {
      Entry candidate = oldest.next();
      if (candidate.users == 0 && candidate.block != null) {
        bytes -= candidate.size;
        candidate.block.close();
        oldest.remove();
      }
    }
  }

  /** Blocks unpacked so far. */
  synchronized long misses() {
    return misses;
  }

  /** Drops every block that nobody uses. */
  synchronized void clear() {
    entries
        .values()
        .removeIf(
            entry -> {
              if (entry.users > 0 || entry.block == null) {
                return false;
              }
              bytes -= entry.size;
              entry.block.close();
              return true;
            });
  }
}
