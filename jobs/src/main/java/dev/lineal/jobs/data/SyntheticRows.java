package dev.lineal.jobs.data;

import dev.lineal.lineage.manifest.Task;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Rows of independent, normal features whose label follows a logistic model with normal weights;
 * the same seed gives the same rows.
 *
 * @param rows to train on; a tenth as many, at most 10,000, are held out
 */
public record SyntheticRows(int rows, int features, long seed) {
  private static final int MOST_TEST_ROWS = 10_000;
  private static final double DIGITS = 1e4;

  public SplitTable make() {
    RandomGenerator random = new SplittableRandom(seed);
    double[] weights =
        IntStream.range(0, features).mapToDouble(j -> random.nextGaussian()).toArray();
    return new SplitTable(
        table(random, weights, rows),
        table(random, weights, Math.max(1, Math.min(MOST_TEST_ROWS, rows / 10))));
  }

  private Table table(RandomGenerator random, double[] weights, int count) {
    double[][] values = new double[count][features];
    double[] labels = new double[count];
    for (int i = 0; i < count; i++) {
      double margin = 0;
      for (int j = 0; j < features; j++) {
        values[i][j] = Math.rint(random.nextGaussian() * DIGITS) / DIGITS;
        margin += weights[j] * values[i][j];
      }
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    }
    return new Table(
        Task.LOGISTIC,
        IntStream.range(0, features).mapToObj(j -> "x" + j).toList(),
        values,
        labels);
  }
}
