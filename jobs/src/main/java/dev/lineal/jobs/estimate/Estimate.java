package dev.lineal.jobs.estimate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.Report;

/** Bytes, operations, memory and time of a run that has not been run. */
public record Estimate(Workload work, Deployment where, Trust trust)
    implements Action<Estimate.Estimated> {

  /** All of it; times are on machine M1's cores. */
  public record Estimated(
      Workload work,
      Deployment where,
      Trust trust,
      Bytes bytes,
      Operations operations,
      Memory memory,
      MaskRoom masks,
      RunTime time)
      implements Result {
    @Override
    public void addTo(Report report) {
      report.with("workload", workload());
      report.with("bytes", bytes.toJson(work, trust));
      report.with("operations_per_iteration", operations.toJson());
      report.with("memory", memory.toJson());
      report.with("masks", masks.toJson());
      report.with("time", time.toJson());
    }

    private ObjectNode workload() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("task", work.linear() ? "linear" : "logistic")
          .put("rows", work.rows())
          .put("weights", work.weights())
          .put("columns", work.columns())
          .put("blocks", work.blocks())
          .put("owners", work.owners())
          .put("iterations", work.iterations())
          .put("parameter_set", work.parameters().name())
          .put("blocks_per_request", work.batches().blocksPerRequest())
          .put("features_per_request", work.batches().featuresPerRequest())
          .put("weights_form", work.shared() ? "shared" : "encrypted")
          .put("owners_check", trust == Trust.NOBODY)
          .put("executors", where.executors())
          .put("cores", where.cores());
      if (where.networkMbit().isPresent()) {
        node.put("network_mbit", where.networkMbit().getAsDouble());
      } else {
        node.putNull("network_mbit");
      }
      return node.put("round_trip_ms", where.roundTripMs());
    }

    @Override
    public String summary() {
      return """
          %,d blocks of %d ciphertexts: %.1f MB of shards, %.1f MB unpacked in executors
          each owner and iteration: %.1f MB to it, %.1f MB from it, %.1f MB of evidence
          refreshed values kept: %.1f MB; memory: executor %.1f MB, agent %.1f MB
          %.2f s per iteration; training %.1f s; before it ingest %.1f s, owners' pass %.1f s%s"""
          .formatted(
              work.blocks(),
              work.columns(),
              bytes.shards() / 1e6,
              memory.blocks() / 1e6,
              bytes.iteration().to() / 1e6,
              bytes.iteration().from() / 1e6,
              bytes.iteration().evidence() / 1e6,
              bytes.keptOfRun(work) / 1e6,
              memory.executor() / 1e6,
              memory.agent() / 1e6,
              time.iteration().sum(),
              time.train(),
              time.ingest(),
              time.pass(),
              refused());
    }

    private String refused() {
      return masks.enough()
          ? ""
          : """

          OWNERS WOULD REFUSE this run (mask-room): round %s hides by %.0f bits, %.0f are needed."""
              .formatted(masks.round(), masks.bits(), masks.needed());
    }
  }

  @Override
  public Estimated execute() {
    Bytes bytes = Bytes.of(work, trust);
    Operations operations = Operations.of(work);
    return new Estimated(
        work,
        where,
        trust,
        bytes,
        operations,
        Memory.of(work, where, trust, bytes),
        MaskRoom.of(work),
        RunTime.of(work, where, trust, bytes, operations));
  }
}
