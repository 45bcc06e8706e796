package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;

/**
 * A root to anchor.
 *
 * @param root RFC 9162 Merkle tree hash
 * @param leaves manifests under it, at least 1
 */
public record AnchorRequest(Sha256 root, long leaves) {
  public AnchorRequest {
    Require.present("root", root);
    Require.range("leaves", leaves, 1, Require.MAX_JSON_INTEGER);
  }
}
