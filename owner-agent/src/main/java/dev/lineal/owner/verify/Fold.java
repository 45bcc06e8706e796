package dev.lineal.owner.verify;

import java.io.IOException;
import java.nio.file.Path;

/** What the pass over the shards makes of one slice of blocks. */
interface Fold extends AutoCloseable {
  /** Adds a shard whose hash was checked; once per block, from any thread. */
  void add(int block, Path shard) throws IOException;

  /** Frees what is in native memory. */
  @Override
  void close();

  /** The folds that a run needs. */
  interface Plan {
    /** Whether all of a slice of blocks is here from an earlier process. */
    boolean complete(int slice);

    Fold open(int slice);
  }
}
