package dev.lineal.lineage.model;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.Optional;

/**
 * What a model was made from, by hash.
 *
 * @param plan the run plan
 * @param run the run manifest
 * @param studySchema what rows look like
 * @param moments with which owners standardised
 * @param parent manifest of the model it starts from
 */
public record ModelSources(
    Sha256 plan, Sha256 run, Sha256 studySchema, Sha256 moments, Optional<Sha256> parent) {
  public ModelSources {
    Require.present("run-plan", plan);
    Require.present("run-manifest", run);
    Require.present("study-schema", studySchema);
    Require.present("moments", moments);
    Require.present("parent-model", parent);
  }
}
