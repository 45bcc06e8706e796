package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import java.time.Instant;
import java.util.List;

/**
 * What happened in a run. Its hash is what owners attest, so their signatures stand beside it and
 * never in it.
 *
 * @param plan hash of the plan: the run's id
 * @param trainer wallet address, as in the plan
 * @param clusterVerified whether owners verified the cluster
 * @param keepRefreshed as in the plan
 * @param iterations that were made
 * @param iterationRoot root of the run's tree of steps
 * @param leaves of that tree
 * @param clusterState SHA-256 of the cluster's state after the last iteration
 * @param owners in the plan's order
 * @param started whole seconds
 * @param finished whole seconds, not before started
 */
public record RunManifest(
    Sha256 plan,
    Address trainer,
    ClusterCheck clusterVerified,
    KeepRefreshed keepRefreshed,
    int iterations,
    Sha256 iterationRoot,
    long leaves,
    Sha256 clusterState,
    List<OwnerPart> owners,
    Instant started,
    Instant finished) {
  public RunManifest {
    Require.present("run-plan", plan);
    Require.present("trainer", trainer);
    Require.present("cluster_verified", clusterVerified);
    Require.present("keep_refreshed", keepRefreshed);
    Require.range("iterations", iterations, 1, Training.MAX_ITERATIONS);
    Require.present("iterations root", iterationRoot);
    Require.range("leaves", leaves, 2L * iterations, Require.MAX_JSON_INTEGER);
    Require.present("cluster-state", clusterState);
    owners = Require.notEmpty("byproducts", owners);
    Require.distinct("byproducts", owners.stream().map(OwnerPart::owner).toList());
    Require.seconds("startedOn", started);
    Require.seconds("finishedOn", finished);
    if (finished.isBefore(started)) {
      throw new IllegalArgumentException("finishedOn: %s is before startedOn".formatted(finished));
    }
  }

  /** Reads canonical bytes; whatever is not exactly a run manifest is an error with a path. */
  public static RunManifest parse(byte[] canonical) {
    return RunManifestJson.read(canonical);
  }

  /** The one canonical text of this manifest, UTF-8. */
  public byte[] canonicalBytes() {
    return RunManifestJson.write(this);
  }

  /** Hash of the canonical bytes: what owners attest. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }

  /** Whether every step can be replayed: all refreshed values were kept. */
  public boolean auditable() {
    return keepRefreshed == KeepRefreshed.ALL;
  }
}
