package dev.lineal.lineage.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** The leaves and roots of Certificate Transparency's own tests. */
  private static final List<byte[]> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(HexFormat.of()::parseHex)
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAreThoseOfCertificateTransparency() {
    for (int n = 0; n < ROOTS.size(); n++) {
      MerkleTree tree = MerkleTree.of(LEAVES.subList(0, n));
      assertEquals(ROOTS.get(n), tree.root().toString(), "of " + n + " leaves");
      assertEquals(n, tree.size());
    }
  }

  @Test
  void everyTreeUpTo130LeavesAgreesWithTheReference() {
    List<byte[]> all = leaves(130, new Random(1));
    for (int n = 1; n <= all.size(); n++) {
      List<byte[]> leaves = all.subList(0, n);
      MerkleTree tree = MerkleTree.of(leaves);
      Sha256 root = ReferenceTree.root(leaves);
      assertEquals(root, tree.root());
      for (int i = 0; i < n; i++) {
        InclusionProof proof = tree.inclusionProof(i);
        assertEquals(ReferenceTree.path(i, leaves), proof.path(), i + " of " + n);
        assertTrue(proof.verifies(leaves.get(i), root), i + " of " + n);
      }
    }
  }

  @Test
  void everyGrowthUpTo40LeavesAgreesWithTheReference() {
    List<byte[]> all = leaves(40, new Random(2));
    for (int n = 1; n <= all.size(); n++) {
      List<byte[]> leaves = all.subList(0, n);
      MerkleTree tree = MerkleTree.of(leaves);
      for (int m = 1; m <= n; m++) {
        ConsistencyProof proof = tree.consistencyProof(m);
        assertEquals(ReferenceTree.consistency(m, leaves), proof.path(), m + " to " + n);
        assertTrue(proof.verifies(ReferenceTree.root(leaves.subList(0, m)), tree.root()));
      }
    }
  }

  @Test
  void randomLargeTreesAgreeWithTheReference() {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      int n = 1000 + random.nextInt(3000);
      List<byte[]> leaves = leaves(n, random);
      MerkleTree tree = MerkleTree.of(leaves);
      assertEquals(ReferenceTree.root(leaves), tree.root());
      int i = random.nextInt(n);
      assertTrue(tree.inclusionProof(i).verifies(leaves.get(i), tree.root()));
      int m = 1 + random.nextInt(n);
      assertTrue(
          tree.consistencyProof(m).verifies(ReferenceTree.root(leaves.subList(0, m)), tree.root()));
    }
  }

  @Test
  void aTreeOfHashesTakesTheir32BytesAsLeaves() {
    List<Sha256> hashes = List.of(Sha256.hash(new byte[] {1}), Sha256.hash(new byte[] {2}));
    assertEquals(
        ReferenceTree.root(hashes.stream().map(Sha256::bytes).toList()),
        MerkleTree.ofHashes(hashes).root());
  }

  @Test
  void aProofOutsideTheTreeIsRefused() {
    MerkleTree tree = MerkleTree.of(LEAVES);
    assertEquals(
        "index: must lie in 0 .. 7, but is 8",
        assertThrows(IllegalArgumentException.class, () -> tree.inclusionProof(8)).getMessage());
    assertEquals(
        "oldSize: must lie in 1 .. 8, but is 0",
        assertThrows(IllegalArgumentException.class, () -> tree.consistencyProof(0)).getMessage());
  }

  private static List<byte[]> leaves(int n, Random random) {
    return IntStream.range(0, n)
        .mapToObj(
            i -> {
              byte[] leaf = new byte[random.nextInt(40)];
              random.nextBytes(leaf);
              return leaf;
            })
        .toList();
  }
}
