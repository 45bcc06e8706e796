package dev.lineal.jobs.estimate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Seconds of a run.
 *
 * @param ingest of all shards, once per study and not per run
 * @param pass over the shards by owners that check or multiply themselves, when the run opens
 * @param once Gram matrix of a regression
 * @param iteration every one
 * @param checkpoints of the run
 * @param iterations of the plan
 */
public record RunTime(
    double ingest,
    double pass,
    double once,
    IterationTime iteration,
    double checkpoints,
    int iterations) {
  static RunTime of(Workload work, Deployment where, Trust trust, Bytes bytes, Operations counts) {
    return new RunTime(
        ingest(work, where, bytes),
        work.tellsOwners(trust) ? pass(work, where, bytes) : 0,
        work.linear() ? gram(work, where, bytes, counts) : 0,
        IterationTime.of(work, where, bytes, counts),
        Rates.CHECKPOINT_S * Workload.pieces(work.iterations(), Rates.ITERATIONS_PER_CHECKPOINT),
        work.iterations());
  }

  /** Every owner sends its shards over its line; the cluster hashes them. */
  private static double ingest(Workload work, Deployment where, Bytes bytes) {
    double hash = bytes.shards() / Rates.HASH_BYTES_PER_S / where.busy(work.blocks());
    double lines = where.line((double) bytes.shards() / Math.min(work.owners(), where.executors()));
    return Rates.INGEST_START_S + Math.max(hash, lines);
  }

  /** An owner reads and hashes everything, and its own line carries its shards to all others. */
  private static double pass(Workload work, Deployment where, Bytes bytes) {
    double cpu = bytes.shards() * Rates.PASS_S_PER_BYTE;
    double others = 1 - 1.0 / work.owners();
    return where.owners(work.owners(), cpu) + where.line(2 * others * bytes.shards());
  }

  private static double gram(Workload work, Deployment where, Bytes bytes, Operations counts) {
    double ring = Rates.scale(work.parameters());
    RoundBytes traffic = bytes.once();
    double owner =
        counts.traceRefreshesOnce() * Rates.TRACE_REFRESH_S * ring
            + (traffic.to() + traffic.from()) / Rates.AGENT_BYTES_PER_S
            + traffic.evidence() / Rates.EVIDENCE_BYTES_PER_S;
    double products = counts.gramOnce() * Rates.GRADIENT_PRODUCT_S * ring;
    double kept = bytes.keptOnce() / Rates.KEEP_BYTES_PER_CORE_S;
    double software = traffic.sum() * work.owners() / Rates.TRANSPORT_BYTES_PER_CORE_S;
    double rows = where.busy(work.weights());
    return products / where.busy(work.blocks())
        + kept / rows
        + where.owners(work.owners(), owner)
        + Math.max(software / rows, where.line(traffic.sum()))
        + where.roundTripMs() * 1e-3 * where.turns(work.weights());
  }

  /** Ingest and an owner's pass apart. */
  public double train() {
    return once + iterations * iteration.sum() + checkpoints;
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("ingest_s", ingest)
        .put("owners_pass_s", pass)
        .put("once_s", once)
        .put("iteration_s", iteration.sum());
    node.set("iteration_phases_s", iteration.toJson());
    return node.put("checkpoints_s", checkpoints).put("train_s", train());
  }
}
