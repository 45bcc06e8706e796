package dev.lineal.jobs.testing;

import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.data.Table;
import dev.lineal.lineage.manifest.Task;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A public data set as owners encrypt it: constant columns dropped, moments of the training rows,
 * clipped at four deviations. Test rows have the same columns, not clipped.
 */
public record Standardised(TestData train, TestData test) {
  public static Standardised of(PublicDataSet set) {
    return of(set.load(PackageCache.ofUser()));
  }

  /** A table's rows, those to train on and those held out. */
  public static Standardised of(SplitTable table) {
    Table train = table.train();
    double[][] rows = train.rows();
    int[] kept =
        IntStream.range(0, rows[0].length)
            .filter(j -> Arrays.stream(rows).mapToDouble(row -> row[j]).distinct().count() > 1)
            .toArray();
    double[] mean = new double[kept.length + 1];
    double[] deviation = new double[kept.length + 1];
    List<double[]> all = withLabels(train, kept);
    for (int j = 0; j < mean.length; j++) {
      int column = j;
      mean[j] = all.stream().mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          all.stream()
              .mapToDouble(row -> Math.pow(row[column] - mean[column], 2))
              .average()
              .orElseThrow();
      deviation[j] = Math.sqrt(variance);
    }
    boolean folded = train.task() == Task.LOGISTIC;
    return new Standardised(
        columns(all, mean, deviation, folded, 4),
        columns(withLabels(table.test(), kept), mean, deviation, folded, 1e9));
  }

  private static List<double[]> withLabels(Table table, int[] kept) {
    return IntStream.range(0, table.rows().length)
        .mapToObj(
            i -> {
              double[] row = new double[kept.length + 1];
              for (int j = 0; j < kept.length; j++) {
                row[j] = table.rows()[i][kept[j]];
              }
              row[kept.length] = table.labels()[i];
              return row;
            })
        .toList();
  }

  private static TestData columns(
      List<double[]> rows, double[] mean, double[] deviation, boolean folded, double clip) {
    int features = mean.length - 1;
    double[][] out = new double[rows.size()][];
    for (int i = 0; i < out.length; i++) {
      double[] row = rows.get(i);
      double label = folded ? 2 * row[features] - 1 : 1;
      double[] columns = new double[folded ? features + 1 : features + 2];
      for (int j = 0; j < features; j++) {
        columns[j] = label * clipped((row[j] - mean[j]) / deviation[j], clip);
      }
      columns[features] = label;
      if (!folded) {
        columns[features + 1] =
            clipped((row[features] - mean[features]) / deviation[features], clip);
      }
      out[i] = columns;
    }
    return new TestData(out);
  }

  private static double clipped(double z, double clip) {
    return Math.max(-clip, Math.min(clip, z));
  }
}
