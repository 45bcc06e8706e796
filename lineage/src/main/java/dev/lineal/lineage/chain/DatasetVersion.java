package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;

/**
 * One version of a dataset, as its owner states it on chain.
 *
 * @param contentRoot RFC 9162 root over the shards' hashes
 * @param manifest hash of the dataset manifest
 * @param schema hash of the study's schema
 * @param rows real rows
 * @param uri where the manifest is, such as ipfs://CID; may be empty
 */
public record DatasetVersion(
    Sha256 contentRoot, Sha256 manifest, Sha256 schema, long rows, String uri) {
  public DatasetVersion {
    Require.present("content_root", contentRoot);
    Require.present("manifest", manifest);
    Require.present("schema", schema);
    Require.range("rows", rows, 1, Require.MAX_JSON_INTEGER);
    Require.present("uri", uri);
  }
}
