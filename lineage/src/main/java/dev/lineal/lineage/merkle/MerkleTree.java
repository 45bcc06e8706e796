package dev.lineal.lineage.merkle;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A Merkle tree of RFC 9162 section 2.1.1 over an ordered list of leaves, all levels in memory (64
 * bytes of hashes per leaf). A node without a right sibling rises unchanged, which is the RFC's
 * split at the largest power of two.
 */
public final class MerkleTree {
  /** levels.get(0) are the leaf hashes; each further level has half as many, rounded up. */
  private final List<List<Sha256>> levels;

  private MerkleTree(List<Sha256> leafHashes) {
    levels = new ArrayList<>();
    levels.add(List.copyOf(leafHashes));
    for (List<Sha256> level = levels.get(0); level.size() > 1; ) {
      level = above(level);
      levels.add(level);
    }
  }

  /** The tree over the data of its leaves; each is hashed with the leaf's prefix. */
  public static MerkleTree of(Collection<byte[]> leaves) {
    return new MerkleTree(leaves.stream().map(MerkleHash::leaf).toList());
  }

  /** The tree whose leaves' data are 32-byte hashes, such as those of shards. */
  public static MerkleTree ofHashes(Collection<Sha256> leaves) {
    return of(leaves.stream().map(Sha256::bytes).toList());
  }

  /** The tree whose leaves were hashed already, each by {@link MerkleHash#leaf}. */
  public static MerkleTree ofLeafHashes(Collection<Sha256> leafHashes) {
    return new MerkleTree(List.copyOf(leafHashes));
  }

  private static List<Sha256> above(List<Sha256> level) {
    List<Sha256> next = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      next.add(MerkleHash.node(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      next.add(level.get(level.size() - 1));
    }
    return next;
  }

  /** Number of leaves. */
  public int size() {
    return levels.get(0).size();
  }

  /** The tree's hash; of no leaves it is {@link MerkleHash#empty()}. */
  public Sha256 root() {
    return size() == 0 ? MerkleHash.empty() : levels.get(levels.size() - 1).get(0);
  }

  /**
   * The audit path of one leaf (RFC 9162 section 2.1.3.1), from its sibling up.
   *
   * @param index 0 .. size - 1, or an {@link IllegalArgumentException} says so
   */
  public InclusionProof inclusionProof(int index) {
    Require.range("index", index, 0, size() - 1L);
    List<Sha256> path = new ArrayList<>();
    for (int level = 0; level < levels.size() - 1; level++) {
      int sibling = (index >> level) ^ 1;
      if (sibling < levels.get(level).size()) {
        path.add(levels.get(level).get(sibling));
      }
    }
    return new InclusionProof(index, size(), path);
  }

  /**
   * The proof that this tree only added leaves to the one of its first {@code oldSize} leaves (RFC
   * 9162 section 2.1.4.1).
   *
   * @param oldSize 1 .. size, or an {@link IllegalArgumentException} says so
   */
  public ConsistencyProof consistencyProof(int oldSize) {
    Require.range("oldSize", oldSize, 1, size());
    List<Sha256> path = new ArrayList<>();
    if (oldSize < size()) {
      addSubproof(oldSize, 0, size(), path);
    }
    return new ConsistencyProof(oldSize, size(), path);
  }

  /** SUBPROOF over leaves [from, to); the old tree ends {@code old} leaves after {@code from}. */
  private void addSubproof(int old, int from, int to, List<Sha256> path) {
    if (old == to - from) {
      if (from != 0) {
        path.add(subtree(from, to));
      }
      return;
    }
    int split = Integer.highestOneBit(to - from - 1);
    if (old <= split) {
      addSubproof(old, from, from + split, path);
      path.add(subtree(from + split, to));
    } else {
      addSubproof(old - split, from + split, to, path);
      path.add(subtree(from, from + split));
    }
  }

  /** The node that covers exactly the leaves [from, to) of this tree. */
  private Sha256 subtree(int from, int to) {
    int height = Integer.SIZE - Integer.numberOfLeadingZeros(to - from - 1);
    return levels.get(height).get(from >> height);
  }
}
