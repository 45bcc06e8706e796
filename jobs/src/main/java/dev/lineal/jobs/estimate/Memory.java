package dev.lineal.jobs.estimate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.HeParameters;

/**
 * Memory and an owner's disk.
 *
 * @param blocks unpacked, of all executors
 * @param executor blocks, open weights and a gradient per core
 * @param agent of an owner, heap included
 * @param agentDisk A and C of an owner that checks, or all shards of one that multiplies itself,
 *     until the run is released
 */
public record Memory(long blocks, long executor, long agent, long agentDisk) {
  /** Of A; the rest is read again. */
  private static final long AGENT_CACHE = 512L << 20;

  /** Of blocks where weights stay shared; the rest is read again. */
  private static final long AGENT_BLOCKS = 2L << 30;

  static Memory of(Workload work, Deployment where, Trust trust, Bytes bytes) {
    HeParameters set = work.parameters();
    long ciphertext = 2L * set.residueBytes();
    if (work.shared()) {
      long unpacked = Math.multiplyExact(work.blocks(), work.columns() * ciphertext);
      return new Memory(0, 0, Rates.AGENT_BYTES + Math.min(AGENT_BLOCKS, unpacked), bytes.shards());
    }
    long weights = work.weights() * ciphertext;
    long columns = work.columns() * ciphertext;
    // A regression keeps rows of the Gram matrix, one per feature, where others keep blocks.
    long rows = work.linear() ? work.weights() : work.blocks();
    long blocks = Math.multiplyExact(rows, columns);
    long perExecutor = Workload.pieces(rows, where.executors()) * columns;
    long accumulators =
        work.linear()
            ? columns * (work.weights() + 1) / 2 * where.cores()
            : weights * where.cores();
    long slices = slices(work);
    boolean checks = trust == Trust.NOBODY;
    return new Memory(
        blocks,
        perExecutor + weights + accumulators,
        Rates.AGENT_BYTES + (checks ? Math.min(AGENT_CACHE, slices * columns) + weights : 0),
        checks ? disk(work, slices) : 0);
  }

  private static long slices(Workload work) {
    return work.linear() ? 0 : Workload.pieces(work.blocks(), work.batches().blocksPerRequest());
  }

  private static long disk(Workload work, long slices) {
    long featureSlices = Workload.pieces(work.weights(), work.batches().featuresPerRequest());
    long combined = work.linear() ? work.weights() : work.blocks() * featureSlices;
    return 2L * work.parameters().packedBytes() * (slices * work.weights() + combined);
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return node.put("blocks_bytes", blocks)
        .put("executor_bytes", executor)
        .put("agent_bytes", agent)
        .put("agent_disk_bytes", agentDisk);
  }
}
