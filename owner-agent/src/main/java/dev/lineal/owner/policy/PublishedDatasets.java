package dev.lineal.owner.policy;

import dev.lineal.lineage.Sha256;
import java.util.Optional;

/** What this owner has really published in a study: the port to its shards. */
@FunctionalInterface
public interface PublishedDatasets {
  /** The dataset version with this content root, where this owner published it. */
  Optional<Published> find(Sha256 contentRoot);

  /**
   * A published version.
   *
   * @param manifest hash of its manifest
   * @param rows real rows
   * @param blocks number of shards
   * @param columns of every shard
   */
  record Published(Sha256 manifest, long rows, int blocks, int columns) {}
}
