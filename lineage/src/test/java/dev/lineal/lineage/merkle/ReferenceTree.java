package dev.lineal.lineage.merkle;

import dev.lineal.lineage.Sha256;
import java.util.ArrayList;
import java.util.List;

/** RFC 9162 section 2.1 word for word: recursive, slow, obviously right. */
public final class ReferenceTree {
  private ReferenceTree() {}

  public static Sha256 root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Sha256.hash();
    }
    if (leaves.size() == 1) {
      return Sha256.hash(new byte[] {0}, leaves.get(0));
    }
    int k = split(leaves.size());
    return Sha256.hash(
        new byte[] {1},
        root(leaves.subList(0, k)).bytes(),
        root(leaves.subList(k, leaves.size())).bytes());
  }

  static List<Sha256> path(int m, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = split(leaves.size());
    List<byte[]> left = leaves.subList(0, k);
    List<byte[]> right = leaves.subList(k, leaves.size());
    return m < k ? with(path(m, left), root(right)) : with(path(m - k, right), root(left));
  }

  static List<Sha256> consistency(int m, List<byte[]> leaves) {
    return subproof(m, leaves, true);
  }

  private static List<Sha256> subproof(int m, List<byte[]> leaves, boolean whole) {
    if (m == leaves.size()) {
      return whole ? List.of() : List.of(root(leaves));
    }
    int k = split(leaves.size());
    List<byte[]> left = leaves.subList(0, k);
    List<byte[]> right = leaves.subList(k, leaves.size());
    return m <= k
        ? with(subproof(m, left, whole), root(right))
        : with(subproof(m - k, right, false), root(left));
  }

  private static List<Sha256> with(List<Sha256> path, Sha256 last) {
    List<Sha256> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }

  /** The largest power of two below n. */
  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }
}
