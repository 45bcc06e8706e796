package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.shard.ShardReader;
import dev.lineal.owner.policy.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds the blocks of one slice into the run's combinations. Blocks come from many threads; the
 * sums are in native memory from the first block to the last.
 */
final class SliceFold implements AutoCloseable {
  private final int slice;
  private final Layout layout;
  private final HeParameters parameters;
  private final Coefficients coefficients;
  private final Combinations combinations;
  private List<WeightedSum> sums = List.of();
  private int left;

  SliceFold(
      int slice,
      Layout layout,
      HeParameters parameters,
      Coefficients coefficients,
      Combinations combinations) {
    this.slice = slice;
    this.layout = layout;
    this.parameters = parameters;
    this.coefficients = coefficients;
    this.combinations = combinations;
    this.left = layout.count(1, slice);
  }

  /** Adds a shard whose hash was checked. */
  void add(int block, Path shard) throws IOException {
    List<WeightedSum> a = open();
    List<WeightedSum> c = new ArrayList<>();
    try (ShardReader reader = ShardReader.open(shard)) {
      for (int f = 0; f < layout.slices(Layout.TRACE_ROUND); f++) {
        c.add(new WeightedSum(parameters, 2));
      }
      long[] rho = coefficients.ofBlock(block);
      for (int f = 0; f < c.size(); f++) {
        for (int i = 0; i < layout.count(Layout.TRACE_ROUND, f); i++) {
          int feature = layout.first(Layout.TRACE_ROUND, f) + i;
          try (Ciphertext column = reader.next()) {
            c.get(f).add(column, coefficients.ofFeature(feature));
            WeightedSum sum = a.get(feature);
            synchronized (sum) {
              sum.add(column, rho);
            }
          }
        }
      }
      combinations.keepC(block, c);
    } finally {
      c.forEach(WeightedSum::close);
    }
    done();
  }

  private synchronized List<WeightedSum> open() {
    if (sums.isEmpty()) {
      List<WeightedSum> fresh = new ArrayList<>();
      for (int j = 0; j < layout.features(); j++) {
        fresh.add(new WeightedSum(parameters, 2));
      }
      sums = fresh;
    }
    return sums;
  }

  private synchronized void done() {
    left--;
    if (left == 0) {
      combinations.keepA(slice, sums);
      close();
    }
  }

  /** Frees the sums. */
  @Override
  public synchronized void close() {
    sums.forEach(WeightedSum::close);
    sums = List.of();
  }
}
