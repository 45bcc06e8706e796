package dev.lineal.jobs.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partitioner;

/**
 * Which blocks a partition of Spark holds: whole slices of the plan, so that what is asked of the
 * owners never depends on the number of partitions.
 */
final class BlockLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Slice> slices;
  private final int partitions;

  /**
   * @param blocks of all datasets, in the plan's order
   * @param blocksPerRequest of the plan
   * @param wanted partitions; no more than there are slices
   */
  BlockLayout(int blocks, int blocksPerRequest, int wanted) {
    this.slices = new ArrayList<>(Slice.cut(blocks, blocksPerRequest));
    this.partitions = Math.max(1, Math.min(wanted, slices.size()));
  }

  int partitions() {
    return partitions;
  }

  /** The slices of a partition: neighbours, as evenly as they divide. */
  List<Slice> slices(int partition) {
    int from = (int) ((long) slices.size() * partition / partitions);
    int to = (int) ((long) slices.size() * (partition + 1) / partitions);
    return new ArrayList<>(slices.subList(from, to));
  }

  /** Sends every block, by its number, to the partition of its slice. */
  Partitioner byBlock() {
    return new ByBlock(this);
  }

  private int partitionOf(int block) {
    for (int partition = 0; partition < partitions; partition++) {
      for (Slice slice : slices(partition)) {
        if (block >= slice.first() && block < slice.first() + slice.count()) {
          return partition;
        }
      }
    }
    throw new IllegalArgumentException("The plan has no block " + block + ".");
  }

  private static final class ByBlock extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int[] partitionOf;
    private final int partitions;

    ByBlock(BlockLayout layout) {
      partitions = layout.partitions;
      partitionOf = new int[layout.slices.stream().mapToInt(Slice::count).sum()];
      for (int block = 0; block < partitionOf.length; block++) {
        partitionOf[block] = layout.partitionOf(block);
      }
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object block) {
      return partitionOf[(Integer) block];
    }
  }
}
