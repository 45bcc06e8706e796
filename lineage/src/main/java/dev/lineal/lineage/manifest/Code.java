package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;

/**
 * The program of a run.
 *
 * @param gitCommit 40 lower-case hex digits
 * @param jar hash of the job's jar
 */
public record Code(String gitCommit, Sha256 jar) {
  public Code {
    requireCommit(gitCommit);
    Require.present("jar", jar);
  }

  static String requireCommit(String gitCommit) {
    return Require.hex(gitCommit, 20);
  }
}
