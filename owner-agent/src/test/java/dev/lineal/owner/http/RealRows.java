package dev.lineal.owner.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Breast cancer, as owners keep it. */
final class RealRows {
  static final int FEATURES = 30;

  private RealRows() {}

  static double[][] breastCancer() {
    try (var in = RealRows.class.getResourceAsStream("/data/breast_cancer.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[][] part(double[][] rows, int owner, int owners) {
    return Arrays.copyOfRange(
        rows, rows.length * owner / owners, rows.length * (owner + 1) / owners);
  }

  static String csv(double[][] rows) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, FEATURES).forEach(j -> text.append("feature ").append(j).append(','));
    text.append("benign\n");
    for (double[] row : rows) {
      for (int j = 0; j < FEATURES; j++) {
        text.append(row[j]).append(',');
      }
      text.append((int) row[FEATURES]).append('\n');
    }
    return text.toString();
  }

  /** The next power of ten. */
  static double bound(double[][] rows, int j) {
    double most = Arrays.stream(rows).mapToDouble(row -> row[j]).max().orElseThrow();
    return Math.max(1, Math.pow(10, Math.ceil(Math.log10(most))));
  }

  static String schema(double[][] rows) {
    ObjectNode schema =
        JsonNodeFactory.instance.objectNode().put("schema", "lineal.study-schema/1");
    var columns = schema.putArray("columns");
    for (int j = 0; j < FEATURES; j++) {
      columns
          .addObject()
          .put("name", "feature " + j)
          .put("type", "number")
          .put("min", "0")
          .put("max", Long.toString((long) bound(rows, j)));
    }
    schema
        .putObject("label")
        .put("name", "benign")
        .put("task", "classification")
        .put("negative", "0")
        .put("positive", "1");
    return schema.toString();
  }

  static double mean(double[][] rows, int j) {
    return Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElseThrow();
  }

  static double deviation(double[][] rows, int j) {
    double mean = mean(rows, j);
    return Math.sqrt(
        Arrays.stream(rows).mapToDouble(row -> Math.pow(row[j] - mean, 2)).average().orElseThrow());
  }

  static double[][] folded(double[][] all, double[][] rows) {
    double[][] folded = new double[rows.length][FEATURES + 1];
    for (int j = 0; j < FEATURES; j++) {
      double mean = mean(all, j);
      double deviation = deviation(all, j);
      for (int i = 0; i < rows.length; i++) {
        double z = Math.max(-4, Math.min(4, (rows[i][j] - mean) / deviation));
        folded[i][j] = z * (2 * rows[i][FEATURES] - 1);
      }
    }
    for (int i = 0; i < rows.length; i++) {
      folded[i][FEATURES] = 2 * rows[i][FEATURES] - 1;
    }
    return folded;
  }
}
