package dev.lineal.owner.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Label-folded rows y x, standardised, clipped at four deviations, the bias column y last.
 *
 * @param folded [row][feature]
 */
record TrainingData(double[][] folded) {
  private static final double CLIP = 4;

  /** scikit-learn's breast cancer: 569 x 30. */
  static TrainingData breastCancer() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                TrainingData.class.getResourceAsStream("/data/breast_cancer.csv"),
                StandardCharsets.UTF_8))) {
      List<double[]> rows =
          in.lines()
              .skip(1)
              .map(
                  line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toList();
      return of(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows whose last entry is the label, 0 or 1. */
  private static TrainingData of(List<double[]> rows) {
    int features = rows.get(0).length - 1;
    double[][] folded = new double[rows.size()][features + 1];
    for (int j = 0; j < features; j++) {
      int column = j;
      double mean = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          rows.stream().mapToDouble(row -> Math.pow(row[column] - mean, 2)).average().orElseThrow();
      for (int i = 0; i < folded.length; i++) {
        double z = (rows.get(i)[j] - mean) / Math.sqrt(variance);
        folded[i][j] = Math.max(-CLIP, Math.min(CLIP, z));
      }
    }
    for (int i = 0; i < folded.length; i++) {
      double label = 2 * rows.get(i)[features] - 1;
      folded[i][features] = 1;
      for (int j = 0; j <= features; j++) {
        folded[i][j] *= label;
      }
    }
    return new TrainingData(folded);
  }

  int rows() {
    return folded.length;
  }

  int features() {
    return folded[0].length;
  }

  /** The rows that owner {@code owner} of {@code owners} holds. */
  double[][] part(int owner, int owners) {
    int from = rows() * owner / owners;
    return Arrays.copyOfRange(folded, from, rows() * (owner + 1) / owners);
  }

  /** 1 / L, L the largest eigenvalue of X'X / 4n, by power iteration. */
  double step() {
    double[] u = new double[features()];
    Arrays.fill(u, 1);
    double eigenvalue = 0;
    for (int t = 0; t < 200; t++) {
      double[] next = new double[features()];
      for (double[] row : folded) {
        double product = dot(row, u);
        for (int j = 0; j < next.length; j++) {
          next[j] += row[j] * product / (4 * rows());
        }
      }
      eigenvalue = Math.sqrt(dot(next, next) / dot(u, u));
      u = next;
    }
    return 1 / eigenvalue;
  }

  /** Share of rows on the right side: folded margins above 0. */
  double accuracy(double[] weights) {
    return Arrays.stream(folded).filter(row -> dot(row, weights) > 0).count() / (double) rows();
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
