package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.merkle.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What an owner says about its encrypted rows in one study. Its version is the content root; its
 * hash is what is anchored. Rows, shards and root must agree, or the constructor says which do not.
 *
 * @param study the study's id
 * @param owner wallet address of the owner
 * @param identityKey that signs for the owner
 * @param schemaSha256 hash of the study's schema
 * @param rows real rows in all shards
 * @param blockRows rows of every shard but the last
 * @param parameterSet such as {@code STUDY_13}
 * @param jointKey fingerprint of the joint public key
 * @param shards in the order of their index
 * @param contentRoot RFC 9162 root whose leaves are the shards' 32-byte hashes
 * @param rawRowsCommitment {@link #commitment}, to be opened in a dispute
 * @param created whole seconds
 */
public record DatasetManifest(
    String study,
    Address owner,
    IdentityKey identityKey,
    Sha256 schemaSha256,
    long rows,
    int blockRows,
    String parameterSet,
    Sha256 jointKey,
    List<Shard> shards,
    Sha256 contentRoot,
    Sha256 rawRowsCommitment,
    Instant created) {
  /** Length of a commitment's secret salt in bytes. */
  public static final int SALT_BYTES = 32;

  private static final byte[] COMMITMENT_HEAD =
      "lineal/raw-rows-1\0".getBytes(StandardCharsets.UTF_8);

  public DatasetManifest {
    Require.name("study", study);
    Require.present("owner", owner);
    Require.present("identity_key", identityKey);
    Require.present("study-schema", schemaSha256);
    Require.range("block_rows", blockRows, 1, Shard.MAX_ROWS);
    EncryptionTerms.requireParameterSet(parameterSet);
    Require.present("joint-public-key", jointKey);
    shards = Require.notEmpty("subject", shards);
    checkShards(shards, blockRows);
    long counted = shards.stream().mapToLong(Shard::rows).sum();
    Require.range("rows", rows, counted, counted);
    if (!contentRoot(shards.stream().map(Shard::sha256).toList()).equals(contentRoot)) {
      throw new IllegalArgumentException("content-root: is not the Merkle root of the shards");
    }
    Require.present("raw_rows_commitment", rawRowsCommitment);
    Require.seconds("created", created);
  }

  private static void checkShards(List<Shard> shards, int blockRows) {
    for (int i = 0; i < shards.size(); i++) {
      Shard shard = shards.get(i);
      String field = "subject/" + i;
      Require.range(field + "/index", shard.index(), i, i);
      int least = i < shards.size() - 1 ? blockRows : 1;
      Require.range(field + "/rows", shard.rows(), least, blockRows);
      int columns = shards.get(0).columns();
      Require.range(field + "/columns", shard.columns(), columns, columns);
    }
  }

  /** The version of a dataset: the RFC 9162 root over the hashes of its shards, in order. */
  public static Sha256 contentRoot(Collection<Sha256> shards) {
    return MerkleTree.ofHashes(shards).root();
  }

  /**
   * Commits to the raw rows without telling anything about them.
   *
   * @param salt 32 secret random bytes that the owner keeps
   * @param rawRows hash of the file of raw rows
   */
  public static Sha256 commitment(byte[] salt, Sha256 rawRows) {
    Require.range("salt length", salt.length, SALT_BYTES, SALT_BYTES);
    return Sha256.hash(COMMITMENT_HEAD, salt, rawRows.bytes());
  }

  /** Reads canonical bytes; whatever is not exactly a dataset manifest is an error with a path. */
  public static DatasetManifest parse(byte[] canonical) {
    return DatasetManifestJson.read(canonical);
  }

  /** The one canonical text of this manifest, UTF-8. */
  public byte[] canonicalBytes() {
    return DatasetManifestJson.write(this);
  }

  /** Hash of the canonical bytes: the manifest's id. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }

  /** The dataset's id, the same for all its versions: study and owner. */
  public String datasetId() {
    return study + "/" + owner;
  }
}
