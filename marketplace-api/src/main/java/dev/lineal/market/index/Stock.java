package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.read.LineageGraph;
import dev.lineal.lineage.read.LineageTables;
import dev.lineal.lineage.read.LineageTables.Broken;
import dev.lineal.lineage.read.StoredManifest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifests of one version of the tables, by what they are. */
public final class Stock {
  private final long version;
  private final Map<Sha256, DatasetManifest> datasets = new LinkedHashMap<>();
  private final Map<Sha256, RunPlan> plans = new LinkedHashMap<>();
  private final Map<Sha256, RunManifest> runs = new HashMap<>();
  private final Map<Sha256, Sha256> runDigests = new HashMap<>();
  private final Map<Sha256, ModelManifest> models = new LinkedHashMap<>();
  private final Map<String, Broken> broken = new LinkedHashMap<>();
  private final LineageGraph graph;

  Stock(long version, LineageTables.Manifests manifests) {
    this.version = version;
    manifests.good().values().forEach(this::take);
    for (Broken row : manifests.broken()) {
      broken.putIfAbsent(row.sha256(), row);
    }
    this.graph = new LineageGraph(manifests.good().values());
  }

  private void take(StoredManifest stored) {
    if (stored instanceof StoredManifest.OfDataset dataset) {
      datasets.put(dataset.sha256(), dataset.manifest());
    } else if (stored instanceof StoredManifest.OfPlan plan) {
      plans.put(plan.sha256(), plan.manifest());
    } else if (stored instanceof StoredManifest.OfRun run) {
      runs.put(run.manifest().plan(), run.manifest());
      runDigests.put(run.manifest().plan(), run.sha256());
    } else if (stored instanceof StoredManifest.OfModel model) {
      models.put(model.sha256(), model.manifest());
    }
  }

  /** Version of the table of manifests. */
  public long version() {
    return version;
  }

  /** Datasets by their manifest's hash. */
  public Map<Sha256, DatasetManifest> datasets() {
    return datasets;
  }

  /** Plans by run id. */
  public Map<Sha256, RunPlan> plans() {
    return plans;
  }

  /** What happened in a run, by run id; empty where it was only planned. */
  public Optional<RunManifest> run(Sha256 id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** Hash of a run's manifest, by run id. */
  public Optional<Sha256> runDigest(Sha256 id) {
    return Optional.ofNullable(runDigests.get(id));
  }

  /** Models by their manifest's hash. */
  public Map<Sha256, ModelManifest> models() {
    return models;
  }

  /** Rows that are not what they say. */
  public List<Broken> broken() {
    return List.copyOf(broken.values());
  }

  /** What is wrong with the manifest of this hash, if there is no good one. */
  public Optional<Broken> broken(Sha256 id) {
    boolean good = datasets.containsKey(id) || plans.containsKey(id) || models.containsKey(id);
    return good ? Optional.empty() : Optional.ofNullable(broken.get(id.toString()));
  }

  /** What was made from what. */
  public LineageGraph graph() {
    return graph;
  }
}
