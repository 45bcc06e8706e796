package dev.lineal.jobs.data;

import dev.lineal.lineage.manifest.Task;
import java.util.Random;
import java.util.stream.IntStream;

/** Two overlapping clouds of any size, the same ones every time; a tenth more is held out. */
public final class SyntheticTable {
  private static final long SEED = 20_260_101;
  private static final int HELD_OUT = 10;

  private SyntheticTable() {}

  /**
   * @param rows to train on
   * @param features of a row
   */
  public static SplitTable of(int rows, int features) {
    Random random = new Random(SEED);
    return new SplitTable(
        table(random, rows, features), table(random, Math.max(1, rows / HELD_OUT), features));
  }

  private static Table table(Random random, int rows, int features) {
    double[][] values = new double[rows][features];
    double[] labels = new double[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextBoolean() ? 1 : 0;
      double side = 2 * labels[i] - 1;
      for (int j = 0; j < features; j++) {
        double value = random.nextGaussian() + side * 0.4 * Math.sin(j + 1.0);
        values[i][j] = Math.rint(value * 1e6) / 1e6;
      }
    }
    return new Table(
        Task.LOGISTIC,
        IntStream.range(0, features).mapToObj(j -> "x" + j).toList(),
        values,
        labels);
  }
}
