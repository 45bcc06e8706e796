package dev.lineal.jobs.estimate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.shard.ShardHeader;
import java.util.function.Predicate;

/**
 * Bytes of a run; exact but for what Parquet and HTTP add, and a share's leading zeros.
 *
 * @param shards ciphertext of all owners' shards
 * @param once between the cluster and one owner, in the first iteration only
 * @param iteration the same in every iteration
 * @param slotsIteration the part of it in rounds per block
 * @param keptOnce refreshed values kept of the first iteration only
 * @param kept of every iteration
 */
public record Bytes(
    long shards,
    RoundBytes once,
    RoundBytes iteration,
    RoundBytes slotsIteration,
    long keptOnce,
    long kept) {
  /** An integer below Q, 168 bits at most. */
  private static final int SHARE_BYTES = 21;

  static Bytes of(Workload work, Trust trust) {
    return new Bytes(
        shards(work),
        traffic(work, trust, round -> !work.repeats(round)),
        traffic(work, trust, work::repeats),
        traffic(work, trust, round -> round.items() instanceof Items.Blocks),
        kept(work, round -> !work.repeats(round)),
        kept(work, work::repeats));
  }

  private static long shards(Workload work) {
    ShardHeader any = new ShardHeader(work.parameters(), 0, 0, 1, work.columns());
    return Math.multiplyExact(work.blocks(), any.fileBytes());
  }

  private static RoundBytes traffic(Workload work, Trust trust, Predicate<RoundTerms> which) {
    RoundBytes all =
        work.rounds().stream()
            .filter(which)
            .map(round -> RoundBytes.of(work, round))
            .reduce(RoundBytes.NONE, RoundBytes::plus);
    return work.tellsOwners(trust) ? all : all.trusting();
  }

  private static long kept(Workload work, Predicate<RoundTerms> which) {
    return work.rounds().stream()
        .filter(which)
        .mapToLong(round -> Math.multiplyExact(work.items(round), kept(work, round)))
        .reduce(0, Math::addExact);
  }

  /** c_0 of a refreshed value; of partial products both polynomials; of shares the cluster's. */
  private static long kept(Workload work, RoundTerms round) {
    long packed = work.parameters().packedBytes();
    return switch (round.kept()) {
      case SLOTS, TRACE -> packed;
      case PARTIAL -> 2 * packed;
      case SHARE -> SHARE_BYTES;
      case RELEASE -> 0;
    };
  }

  /** Kept of a whole run. */
  long keptOfRun(Workload work) {
    return keptOnce + Math.multiplyExact(work.iterations(), kept);
  }

  /** What an owner that checks, or multiplies itself, reads of others when a run opens. */
  private static long pass(Workload work, Trust trust, long shards) {
    return work.tellsOwners(trust) ? shards - shards / work.owners() : 0;
  }

  ObjectNode toJson(Workload work, Trust trust) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("shards_bytes", shards)
        .put("shards_read_by_owner_bytes", pass(work, trust, shards))
        .put("to_owner_per_iteration_bytes", iteration.to())
        .put("from_owner_per_iteration_bytes", iteration.from())
        .put("evidence_per_iteration_bytes", iteration.evidence())
        .put("to_owner_once_bytes", once.to())
        .put("from_owner_once_bytes", once.from())
        .put("evidence_once_bytes", once.evidence())
        .put("kept_refreshed_bytes", keptOfRun(work));
    return node;
  }
}
