package dev.lineal.market.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.index.Stock;
import dev.lineal.market.training.LiveRun;
import java.util.Optional;

/** Runs. */
public final class RunJson {
  private RunJson() {}

  /** What plan and manifest say, and the scheduler, where it knows the run. */
  public static ObjectNode item(Snapshot snapshot, Sha256 id, Optional<LiveRun> live) {
    Stock stock = snapshot.stock();
    ObjectNode json = item(id, stock.plans().get(id), stock.run(id), stock.runDigest(id));
    return json.set("live", LiveJson.of(live));
  }

  /** A run that is in no table yet. */
  public static ObjectNode submitted(Sha256 id, LiveRun live) {
    ObjectNode json = item(id, live.plan(), Optional.empty(), Optional.empty());
    return json.set("live", LiveJson.of(Optional.of(live)));
  }

  private static ObjectNode item(
      Sha256 id, RunPlan plan, Optional<RunManifest> run, Optional<Sha256> digest) {
    ObjectNode json = summary(id, plan, run);
    json.put("manifest_sha256", Json.text(digest))
        .put("features", plan.training().features())
        .put("parameter_set", plan.encryption().parameterSet())
        .put("git_commit", plan.code().gitCommit())
        .put("jar_sha256", plan.code().jar().toString())
        .put("parent", Json.text(plan.parentModel()))
        .put("cluster_verified", run.map(made -> made.clusterVerified().text()).orElse(null))
        .put("auditable", run.map(RunManifest::auditable).orElse(null))
        .put("iteration_root", Json.text(run.map(RunManifest::iterationRoot)));
    ArrayNode datasets = json.putArray("datasets");
    for (PlannedDataset dataset : plan.datasets()) {
      datasets
          .addObject()
          .put("id", dataset.manifest().toString())
          .put("owner", dataset.owner().text())
          .put("content_root", dataset.contentRoot().toString())
          .put("rows", dataset.rows())
          .put("grant", dataset.grant().toString());
    }
    ArrayNode releases = json.putArray("releases");
    for (Release release : plan.releases()) {
      releases.addObject().put("name", release.name()).put("scalars", release.scalars());
    }
    return json;
  }

  /** A line of a list. */
  public static ObjectNode summary(Snapshot snapshot, Sha256 id) {
    return summary(id, snapshot.stock().plans().get(id), snapshot.stock().run(id));
  }

  private static ObjectNode summary(Sha256 id, RunPlan plan, Optional<RunManifest> run) {
    return Json.object()
        .put("id", id.toString())
        .put("kind", "run")
        .put("state", run.isPresent() ? "finished" : "planned")
        .put("study", plan.study())
        .put("purpose", plan.purpose())
        .put("task", plan.training().task().text())
        .put("trainer", plan.trainer().text())
        .put("owners", plan.datasets().size())
        .put("rows", plan.datasets().stream().mapToLong(PlannedDataset::rows).sum())
        .put("iterations", plan.iterations())
        .put("started", Json.text(run.map(RunManifest::started)))
        .put("finished", Json.text(run.map(RunManifest::finished)));
  }
}
