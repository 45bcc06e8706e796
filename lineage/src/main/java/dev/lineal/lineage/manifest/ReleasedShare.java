package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;

/**
 * One owner's part of a release.
 *
 * @param name of the release, as in the plan
 * @param sealed SHA-256 of the owner's answer, sealed to the licensee
 */
public record ReleasedShare(String name, Sha256 sealed) {
  public ReleasedShare {
    Require.name("name", name);
    Require.present("sealed_share", sealed);
  }
}
