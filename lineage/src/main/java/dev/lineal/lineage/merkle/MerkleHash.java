package dev.lineal.lineage.merkle;

import dev.lineal.lineage.Sha256;

/**
 * The two hashes of RFC 9162 section 2.1.1. Their prefixes keep a leaf from ever passing for an
 * inner node.
 */
public final class MerkleHash {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleHash() {}

  /** SHA-256(0x00 || data): data of any length, also none. */
  public static Sha256 leaf(byte[] data) {
    return Sha256.hash(LEAF, data);
  }

  /** SHA-256(0x01 || left || right). */
  public static Sha256 node(Sha256 left, Sha256 right) {
    return Sha256.hash(NODE, left.bytes(), right.bytes());
  }

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public static Sha256 empty() {
    return Sha256.hash();
  }
}
