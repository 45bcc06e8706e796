package dev.lineal.jobs.train;

import dev.lineal.jobs.JobErrors;
import java.util.Iterator;

/**
 * The packed blocks of a partition in ascending order, read from disk only when the executor's
 * cache misses one.
 */
final class BlockFeed {
  private final Iterator<PackedBlock> blocks;
  private PackedBlock last;

  BlockFeed(Iterator<PackedBlock> blocks) {
    this.blocks = blocks;
  }

  /** A block of this partition; numbers are asked in ascending order. */
  PackedBlock block(int number) {
    while ((last == null || last.number() < number) && blocks.hasNext()) {
      last = blocks.next();
    }
    if (last == null || last.number() != number) {
      throw JobErrors.badBlock(number, "it is not in the table of columns");
    }
    return last;
  }
}
