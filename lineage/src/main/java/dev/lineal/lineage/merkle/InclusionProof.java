package dev.lineal.lineage.merkle;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * That one leaf stands at one index of a tree of one size (RFC 9162 section 2.1.3). Index and size
 * direct the verification: the same path at another index proves nothing.
 *
 * @param index of the leaf, 0 .. size - 1
 * @param size number of leaves of the tree
 * @param path sibling hashes from the leaf up
 */
public record InclusionProof(long index, long size, List<Sha256> path) {
  public InclusionProof {
    Require.range("size", size, 1, Require.MAX_JSON_INTEGER);
    Require.range("index", index, 0, size - 1);
    path = List.copyOf(path);
  }

  /** Whether the leaf's data leads to this root, with no hash of the path missing or left over. */
  public boolean verifies(byte[] leaf, Sha256 root) {
    return root(MerkleHash.leaf(leaf)).filter(root::equals).isPresent();
  }

  /** RFC 9162 section 2.1.3.2, steps 3 to 5; empty when the path's length does not fit. */
  private Optional<Sha256> root(Sha256 leafHash) {
    long node = index;
    long last = size - 1;
    Sha256 hash = leafHash;
    for (Sha256 sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if (node % 2 == 1 || node == last) {
        hash = MerkleHash.node(sibling, hash);
        int rise = node % 2 == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= rise;
        last >>= rise;
      } else {
        hash = MerkleHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }
}
