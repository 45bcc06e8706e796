package dev.lineal.lineage.iteration;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.merkle.InclusionProof;
import dev.lineal.lineage.merkle.MerkleHash;
import dev.lineal.lineage.merkle.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The RFC 9162 tree of a run: per step, in {@link StepRecord#ORDER}, the leaf of its request and
 * then one of each refreshed c_0.
 */
public final class IterationTree {
  private final MerkleTree tree;
  private final TreeMap<StepRecord, Integer> steps;

  private IterationTree(MerkleTree tree, TreeMap<StepRecord, Integer> steps) {
    this.tree = tree;
    this.steps = steps;
  }

  /** Takes steps one by one, as a run makes them; keeps their hashes only. */
  public static final class Builder {
    private final List<Sha256> leaves = new ArrayList<>();
    private final TreeMap<StepRecord, Integer> steps = new TreeMap<>(StepRecord.ORDER);

    /** The next step; one that does not follow is an {@link IllegalArgumentException}. */
    public Builder add(StepRecord step) {
      if (!steps.isEmpty() && StepRecord.ORDER.compare(steps.lastKey(), step) >= 0) {
        throw new IllegalArgumentException(
            "steps: %s does not follow %s".formatted(step.place(), steps.lastKey().place()));
      }
      steps.put(step, leaves.size());
      leaves.add(MerkleHash.leaf(IterationLeaf.request(step)));
      for (int item = 0; item < step.refreshed().size(); item++) {
        leaves.add(MerkleHash.leaf(IterationLeaf.refreshed(step, item)));
      }
      return this;
    }

    /** The tree over what was added. */
    public IterationTree build() {
      return new IterationTree(MerkleTree.ofLeafHashes(leaves), new TreeMap<>(steps));
    }
  }

  /** The tree of steps in order. */
  public static IterationTree of(Iterable<StepRecord> steps) {
    Builder builder = new Builder();
    steps.forEach(builder::add);
    return builder.build();
  }

  /** The root, which the run manifest names. */
  public Sha256 root() {
    return tree.root();
  }

  /** Number of leaves. */
  public int leaves() {
    return tree.size();
  }

  /** That a step's request is in the tree; empty where the run made no such step. */
  public Optional<InclusionProof> ofRequest(StepRecord step) {
    return Optional.ofNullable(steps.get(step)).map(tree::inclusionProof);
  }

  /**
   * That a step's refreshed c_0 is in the tree; empty where the run made no such step.
   *
   * @param item position in {@link StepRecord#refreshed}
   */
  public Optional<InclusionProof> ofRefreshed(StepRecord step, int item) {
    return Optional.ofNullable(steps.get(step))
        .filter(at -> item >= 0 && item < steps.floorKey(step).refreshed().size())
        .map(at -> tree.inclusionProof(at + 1 + item));
  }
}
