package dev.lineal.lineage.read;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;

/** A manifest whose hash was checked and whose text was parsed. */
public sealed interface StoredManifest {
  /** Its hash. */
  Sha256 sha256();

  /** A dataset's version. */
  record OfDataset(Sha256 sha256, DatasetManifest manifest) implements StoredManifest {}

  /** A run plan. */
  record OfPlan(Sha256 sha256, RunPlan manifest) implements StoredManifest {}

  /** A run. */
  record OfRun(Sha256 sha256, RunManifest manifest) implements StoredManifest {}

  /** A model. */
  record OfModel(Sha256 sha256, ModelManifest manifest) implements StoredManifest {}
}
