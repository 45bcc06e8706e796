package dev.lineal.jobs.estimate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Seconds of one iteration on the critical path, phase after phase.
 *
 * @param phases by name, in their order
 */
public record IterationTime(Map<String, Double> phases) {
  /** Of every iteration. */
  static IterationTime of(Workload work, Deployment where, Bytes bytes, Operations counts) {
    double ring = Rates.scale(work.parameters());
    long slices = work.linear() ? 0 : requests(work, true);
    long features = requests(work, false);
    long rounds = work.blockRounds();
    long blockTasks = Math.max(1, work.linear() ? features : slices);
    long stepTasks = where.executors() == 1 ? features : blockTasks;
    double busy = where.busy(blockTasks);
    double turn = where.turns(slices) * Rates.REQUEST_S;
    double refresh = work.blocks() * Rates.CLUSTER_REFRESH_S * ring / busy;
    RoundBytes traffic = bytes.iteration();
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put(
        "forward_s",
        counts.forward() * Rates.FORWARD_PRODUCT_S * ring / busy
            + (work.shared() ? 0 : work.weights() * Rates.OPEN_WEIGHT_S * ring)
            + (rounds > 0 ? turn + refresh : 0));
    phases.put(
        "activation_s", rounds > 0 ? (rounds - 1) * turn + (work.slotRounds() - 1) * refresh : 0);
    phases.put(
        "gradient_s",
        counts.gradient() * Rates.GRADIENT_PRODUCT_S * ring / where.busy(stepTasks)
            + where.line(reduced(work, where)));
    phases.put(
        "keep_s",
        bytes.kept() / Rates.KEEP_BYTES_PER_CORE_S / where.busy(slices * rounds + features));
    phases.put("owners_s", where.owners(work.owners(), ownerCpu(work, bytes.iteration(), counts)));
    phases.put("transport_s", transport(work, where, traffic, slices * rounds + features));
    phases.put(
        "round_trips_s",
        where.roundTripMs() * 1e-3 * (where.turns(slices) * rounds + where.turns(features)));
    phases.put(
        "hashing_s",
        (traffic.to() + traffic.evidence() + work.owners() * traffic.from() + bytes.kept())
            / Rates.HASH_BYTES_PER_S
            / where.busy(slices * rounds + features));
    phases.put(
        "combine_s",
        (counts.slotRefreshes() + counts.traceRefreshes())
            * work.owners()
            * Rates.COMBINE_S
            * ring
            / where.busy(slices * rounds + features));
    phases.put("fixed_s", Rates.ITERATION_S);
    return new IterationTime(phases);
  }

  private static long requests(Workload work, boolean blocks) {
    return blocks
        ? Workload.pieces(work.blocks(), work.batches().blocksPerRequest())
        : Workload.pieces(work.weights(), work.batches().featuresPerRequest());
  }

  /** Accumulators that leave an executor: one per task, all features. */
  private static double reduced(Workload work, Deployment where) {
    return work.linear() || work.shared() || where.executors() == 1
        ? 0
        : 2.0 * work.parameters().packedBytes() * work.weights() * where.cores();
  }

  /** CPU time of one owner. */
  static double ownerCpu(Workload work, RoundBytes traffic, Operations counts) {
    double refreshes =
        counts.slotRefreshes() * Rates.SLOT_REFRESH_S
            + counts.traceRefreshes() * Rates.TRACE_REFRESH_S
            + counts.ownProducts() * Rates.FORWARD_PRODUCT_S
            + counts.encryptions() * Rates.ENCRYPTION_S;
    return refreshes * Rates.scale(work.parameters())
        + (traffic.to() + traffic.from()) / Rates.AGENT_BYTES_PER_S
        + traffic.evidence() / Rates.EVIDENCE_BYTES_PER_S;
  }

  /** Over every owner's line at once, and through the cluster's cores. */
  private static double transport(
      Workload work, Deployment where, RoundBytes traffic, long requests) {
    double cores = where.executors() == 1 ? where.cores() : where.busy(requests);
    double software = traffic.sum() * work.owners() / Rates.TRANSPORT_BYTES_PER_CORE_S / cores;
    return Math.max(software, where.line(traffic.sum()));
  }

  double sum() {
    return phases.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    phases.forEach(node::put);
    return node;
  }
}
