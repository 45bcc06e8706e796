package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.shard.ShardReader;
import dev.lineal.owner.policy.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds the blocks of one slice into a right side per row i of the Gram matrix: sum over blocks of
 * x_ib (x) (sum over j >= i of rho'_j x_jb), the target being the last column; one per part of the
 * blocks that a solve can leave out. The columns of one block are in native memory at a time and
 * thread.
 */
final class GramFold implements Fold {
  private final int slice;
  private final Setting setting;
  private final Map<Integer, List<GradientAccumulator>> rows = new TreeMap<>();
  private int left;

  /** What all slices share. */
  record Setting(
      Layout layout, HeParameters parameters, long keyId, Coefficients coefficients, GramRows kept)
      implements Plan {
    @Override
    public boolean complete(int slice) {
      return kept.has(slice);
    }

    @Override
    public Fold open(int slice) {
      return new GramFold(slice, this);
    }
  }

  private GramFold(int slice, Setting setting) {
    this.slice = slice;
    this.setting = setting;
    this.left = setting.layout().blockCut().count(slice);
  }

  @Override
  public void add(int block, Path shard) throws IOException {
    List<GradientAccumulator> sums = open(setting.kept().partOf(block));
    List<Ciphertext> columns = new ArrayList<>();
    try (ShardReader reader = ShardReader.open(shard)) {
      while (reader.hasNext()) {
        columns.add(reader.next());
      }
      add(columns, sums);
    } finally {
      columns.forEach(Ciphertext::close);
    }
    done();
  }

  /** From the last column to the first, the weighted sum of those behind growing on the way. */
  private void add(List<Ciphertext> columns, List<GradientAccumulator> sums) {
    Ciphertext behind = weighted(columns, columns.size() - 1);
    try {
      for (int i = columns.size() - 2; i >= 0; i--) {
        try (Ciphertext last = behind;
            Ciphertext one = weighted(columns, i)) {
          behind = last.add(one);
        }
        GradientAccumulator sum = sums.get(i);
        try (EncryptedBlock row = new EncryptedBlock(List.of(columns.get(i)))) {
          synchronized (sum) {
            sum.add(Collections.singletonList(row), List.of(behind));
          }
        }
      }
    } finally {
      behind.close();
    }
  }

  private Ciphertext weighted(List<Ciphertext> columns, int j) {
    return columns.get(j).multiplyConstant(setting.coefficients().ofFeature(j), 0);
  }

  private synchronized List<GradientAccumulator> open(int part) {
    return rows.computeIfAbsent(part, any -> fresh());
  }

  private List<GradientAccumulator> fresh() {
    List<GradientAccumulator> fresh = new ArrayList<>();
    for (int i = 0; i < setting.layout().features(); i++) {
      fresh.add(
          new GradientAccumulator(setting.parameters(), setting.keyId(), 1, GramRows.SCALE_BITS));
    }
    return fresh;
  }

  private synchronized void done() {
    left--;
    if (left == 0) {
      setting.kept().keep(slice, rows);
      close();
    }
  }

  @Override
  public synchronized void close() {
    rows.values().forEach(part -> part.forEach(GradientAccumulator::close));
    rows.clear();
  }
}
