package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;

/**
 * One version of a model.
 *
 * @param plan hash of the plan of the run it came from
 * @param manifest hash of its manifest
 * @param uri where that is; may be empty
 */
public record ModelVersion(Sha256 plan, Sha256 manifest, String uri) {
  public ModelVersion {
    Require.present("plan", plan);
    Require.present("manifest", manifest);
    Require.present("uri", uri);
  }
}
