package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.shard.ShardReader;
import dev.lineal.owner.policy.Cut;
import dev.lineal.owner.policy.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds the blocks of one slice into its A and, where a run sums gradients over blocks, every
 * block's C. Sums are in native memory from the first block to the last.
 */
final class LinearFold implements Fold {
  private final int slice;
  private final Setting setting;
  private List<WeightedSum> sums = List.of();
  private int left;

  /** What all slices share. */
  record Setting(
      Layout layout,
      HeParameters parameters,
      Coefficients coefficients,
      Combinations combinations,
      Columns columns,
      Gradients gradients)
      implements Plan {
    @Override
    public boolean complete(int slice) {
      Cut blocks = layout.blockCut();
      boolean complete = combinations.hasA(slice);
      for (int i = 0; gradients == Gradients.OVER_BLOCKS && i < blocks.count(slice); i++) {
        complete &= combinations.hasC(blocks.first(slice) + i);
      }
      return complete;
    }

    @Override
    public Fold open(int slice) {
      return new LinearFold(slice, this);
    }
  }

  /** Whether a run needs the C. */
  enum Gradients {
    NONE,
    OVER_BLOCKS
  }

  private LinearFold(int slice, Setting setting) {
    this.slice = slice;
    this.setting = setting;
    this.left = setting.layout().blockCut().count(slice);
  }

  @Override
  public void add(int block, Path shard) throws IOException {
    List<WeightedSum> a = open();
    List<WeightedSum> c = new ArrayList<>();
    try (ShardReader reader = ShardReader.open(shard)) {
      Cut features = setting.layout().featureCut();
      for (int f = 0; needsC() && f < features.slices(); f++) {
        c.add(new WeightedSum(setting.parameters(), 2));
      }
      long[] rho = setting.coefficients().ofBlock(block);
      for (int j = 0; j < setting.columns().counted(); j++) {
        try (Ciphertext column = reader.next()) {
          if (needsC()) {
            c.get(features.sliceOf(j)).add(column, setting.coefficients().ofFeature(j));
          }
          WeightedSum sum = a.get(j);
          synchronized (sum) {
            sum.add(column, rho);
          }
        }
      }
      if (needsC()) {
        setting.combinations().keepC(block, c);
      }
    } finally {
      c.forEach(WeightedSum::close);
    }
    done();
  }

  private boolean needsC() {
    return setting.gradients() == Gradients.OVER_BLOCKS;
  }

  private synchronized List<WeightedSum> open() {
    if (sums.isEmpty()) {
      List<WeightedSum> fresh = new ArrayList<>();
      for (int j = 0; j < setting.columns().counted(); j++) {
        fresh.add(new WeightedSum(setting.parameters(), 2));
      }
      sums = fresh;
    }
    return sums;
  }

  private synchronized void done() {
    left--;
    if (left == 0) {
      setting.combinations().keepA(slice, sums);
      close();
    }
  }

  @Override
  public synchronized void close() {
    sums.forEach(WeightedSum::close);
    sums = List.of();
  }
}
