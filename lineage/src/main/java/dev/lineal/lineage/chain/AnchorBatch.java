package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.merkle.InclusionProof;
import dev.lineal.lineage.merkle.MerkleTree;
import java.util.List;

/** Many manifests under one root: one transaction for all, one proof for each. */
public final class AnchorBatch {
  private final List<Sha256> manifests;
  private final MerkleTree tree;

  private AnchorBatch(List<Sha256> manifests) {
    this.manifests = List.copyOf(manifests);
    this.tree = MerkleTree.ofHashes(this.manifests);
  }

  /** A batch of at least one manifest hash, in an order that its proofs name. */
  public static AnchorBatch of(List<Sha256> manifests) {
    if (manifests.isEmpty()) {
      throw new IllegalArgumentException("manifests: must have at least one element");
    }
    return new AnchorBatch(manifests);
  }

  /** What goes on chain. */
  public AnchorRequest request() {
    return new AnchorRequest(tree.root(), manifests.size());
  }

  /** The hashes, in order. */
  public List<Sha256> manifests() {
    return manifests;
  }

  /** That the manifest at this index is under the root. */
  public InclusionProof proof(int index) {
    return tree.inclusionProof(index);
  }
}
