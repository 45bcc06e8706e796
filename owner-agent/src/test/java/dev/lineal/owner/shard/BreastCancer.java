package dev.lineal.owner.shard;

import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudySchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** scikit-learn's breast cancer, 569 x 30, as an owner would keep it: a header, one row a line. */
final class BreastCancer {
  static final int ROWS = 569;
  static final int FEATURES = 30;

  private BreastCancer() {}

  static StudySchema schema() {
    List<StudyColumn> columns = new ArrayList<>();
    for (int j = 0; j < FEATURES; j++) {
      columns.add(TestStudyHome.number("feature " + j, "0", "5000"));
    }
    return new StudySchema(columns, TestStudyHome.classes("benign", "0", "1"));
  }

  /** The rows, repeated; every value as in the original file. */
  static Path csv(Path file, int copies) throws IOException {
    String header =
        IntStream.range(0, FEATURES).mapToObj(j -> "feature " + j).collect(Collectors.joining(","));
    StringBuilder text = new StringBuilder(header).append(",benign\n");
    for (int copy = 0; copy < copies; copy++) {
      lines().forEach(line -> text.append(line).append('\n'));
    }
    return Files.writeString(file, text);
  }

  static List<String> lines() {
    try (InputStream in = BreastCancer.class.getResourceAsStream("/data/breast_cancer.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** [row][column], the label 0 or 1 last. */
  static double[][] values() {
    return lines().stream()
        .map(
            line ->
                java.util.Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
