package dev.lineal.jobs.data;

import dev.lineal.lineage.manifest.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Raw rows with a label.
 *
 * @param task classification labels are 0 and 1
 * @param features names
 * @param rows [row][feature]
 * @param labels one per row
 */
public record Table(Task task, List<String> features, double[][] rows, double[] labels) {
  public static final String LABEL = "label";

  public Table {
    features = List.copyOf(features);
    if (rows.length != labels.length || rows.length == 0 || rows[0].length != features.size()) {
      throw new IllegalArgumentException("Rows, labels and names of a table do not fit together.");
    }
  }

  /** The rows first, first + step, ... */
  public Table every(int step, int first) {
    int[] kept =
        java.util.stream.IntStream.iterate(first, i -> i < rows.length, i -> i + step).toArray();
    return at(kept);
  }

  /** The rows at these places. */
  public Table at(int[] places) {
    return new Table(
        task,
        features,
        Arrays.stream(places).mapToObj(i -> rows[i]).toArray(double[][]::new),
        Arrays.stream(places).mapToDouble(i -> labels[i]).toArray());
  }

  /** CSV with a header, the label last; whole numbers without a fraction. */
  public void write(Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      features.forEach(name -> out.print(quoted(name) + ","));
      out.print(LABEL + "\n");
      for (int i = 0; i < rows.length; i++) {
        StringBuilder line = new StringBuilder();
        for (double value : rows[i]) {
          line.append(text(value)).append(',');
        }
        out.print(line.append(text(labels[i])).append('\n'));
      }
    }
  }

  /** RFC 4180, section 2. */
  private static String quoted(String name) {
    return name.matches("[^,\"\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
