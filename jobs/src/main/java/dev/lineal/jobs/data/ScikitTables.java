package dev.lineal.jobs.data;

import dev.lineal.lineage.manifest.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The CSV files inside scikit-learn's wheel, as tables. */
final class ScikitTables {
  private ScikitTables() {}

  /** A first line of counts and names, then features and a label of 0 or 1. */
  static Table breastCancer(byte[] csv) {
    List<double[]> lines = numbers(csv, 1, ",");
    return lastIsLabel(lines, Task.LOGISTIC, label -> label);
  }

  /** 64 pixels and a digit; label 1 is 8. */
  static Table digitEight(byte[] gzipped) {
    return lastIsLabel(
        numbers(gunzip(gzipped), 0, ","), Task.LOGISTIC, digit -> digit == 8 ? 1 : 0);
  }

  /** Ten features in one file, the target in another. */
  static Table diabetes(byte[] gzippedFeatures, byte[] gzippedTarget) {
    double[][] rows = numbers(gunzip(gzippedFeatures), 0, "\\s+").toArray(double[][]::new);
    double[] target =
        numbers(gunzip(gzippedTarget), 0, "\\s+").stream().mapToDouble(line -> line[0]).toArray();
    return new Table(Task.LINEAR, names(rows[0].length), rows, target);
  }

  private static Table lastIsLabel(
      List<double[]> lines, Task task, java.util.function.DoubleUnaryOperator label) {
    int features = lines.get(0).length - 1;
    return new Table(
        task,
        names(features),
        lines.stream().map(line -> Arrays.copyOf(line, features)).toArray(double[][]::new),
        lines.stream().mapToDouble(line -> label.applyAsDouble(line[features])).toArray());
  }

  private static List<String> names(int features) {
    return IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
  }

  private static List<double[]> numbers(byte[] csv, int skip, String separator) {
    return new String(csv, StandardCharsets.US_ASCII)
        .lines()
        .skip(skip)
        .filter(line -> !line.isBlank())
        .map(
            line ->
                Arrays.stream(line.trim().split(separator))
                    .mapToDouble(Double::parseDouble)
                    .toArray())
        .toList();
  }

  private static byte[] gunzip(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
