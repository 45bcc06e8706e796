package dev.lineal.lineage.merkle;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.List;

/**
 * That a tree only grew: its first {@code oldSize} leaves are those of the old tree (RFC 9162
 * section 2.1.4).
 *
 * @param oldSize leaves of the old tree, 1 .. newSize
 * @param newSize leaves of the new tree
 * @param path hashes in the RFC's order; none where the sizes are equal
 */
public record ConsistencyProof(long oldSize, long newSize, List<Sha256> path) {
  public ConsistencyProof {
    Require.range("newSize", newSize, 1, Require.MAX_JSON_INTEGER);
    Require.range("oldSize", oldSize, 1, newSize);
    path = List.copyOf(path);
  }

  /** RFC 9162 section 2.1.4.2: whether both roots follow from the path. */
  public boolean verifies(Sha256 oldRoot, Sha256 newRoot) {
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    if (path.isEmpty() && Long.bitCount(oldSize) != 1) {
      return false;
    }
    int skipped = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >> skipped;
    long last = (newSize - 1) >> skipped;
    boolean wholeSubtree = Long.bitCount(oldSize) == 1;
    Sha256 start = wholeSubtree ? oldRoot : path.get(0);
    return climb(path.subList(wholeSubtree ? 0 : 1, path.size()), node, last, start)
        .equals(new Roots(oldRoot, newRoot, 0));
  }

  /** Both hashes so far; {@code last} is 0 only where the path was used up exactly. */
  private record Roots(Sha256 old, Sha256 current, long last) {}

  private static Roots climb(List<Sha256> path, long node, long last, Sha256 start) {
    Roots roots = new Roots(start, start, last);
    for (Sha256 hash : path) {
      if (last == 0) {
        return new Roots(roots.old, roots.current, path.size());
      }
      if (node % 2 == 1 || node == last) {
        Sha256 old = MerkleHash.node(hash, roots.old);
        roots = new Roots(old, MerkleHash.node(hash, roots.current), last);
        int rise = node % 2 == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= rise;
        last >>= rise;
      } else {
        roots = new Roots(roots.old, MerkleHash.node(roots.current, hash), last);
      }
      node >>= 1;
      last >>= 1;
    }
    return new Roots(roots.old, roots.current, last);
  }
}
