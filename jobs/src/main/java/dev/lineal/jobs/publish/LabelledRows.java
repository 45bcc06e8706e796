package dev.lineal.jobs.publish;

import dev.lineal.jobs.JobErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A CSV file with a header as MLlib's columns {@code features} and {@code label}. */
public record LabelledRows(SparkSession spark, Path csv) {
  private static final String LABEL = "label";

  /**
   * The rows with a label.
   *
   * @param features names, in the order of the vector
   * @param named column that must be there for the label
   * @param label computed from the file's columns
   */
  public Dataset<Row> read(List<String> features, String named, Column label) {
    return read(features, List.of(named), List.of(label.as(LABEL)));
  }

  /** The rows without one. */
  public Dataset<Row> read(List<String> features) {
    return read(features, List.of(), List.of());
  }

  private Dataset<Row> read(List<String> features, List<String> named, List<Column> labels) {
    if (!Files.isRegularFile(csv)) {
      throw JobErrors.usage("There is no file " + csv + ".", "Name a CSV file with a header.");
    }
    Dataset<Row> raw =
        spark
            .read()
            .option("header", "true")
            .option("escape", "\"")
            .csv(csv.toAbsolutePath().toUri().toString());
    List<String> present = Arrays.asList(raw.columns());
    Stream.concat(features.stream(), named.stream())
        .filter(column -> !present.contains(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw JobErrors.usage(
                  csv + " has no column '" + column + "'.", "The model needs: " + features + ".");
            });
    // By number: a name may have a dot, which is a path to Spark.
    List<Column> columns = new ArrayList<>(labels);
    String[] numbered =
        IntStream.range(0, features.size()).mapToObj(j -> "x" + j).toArray(String[]::new);
    for (int j = 0; j < numbered.length; j++) {
      String quoted = "`" + features.get(j).replace("`", "``") + "`";
      columns.add(functions.col(quoted).cast("double").as(numbered[j]));
    }
    return new VectorAssembler()
        .setInputCols(numbered)
        .setOutputCol("features")
        .transform(raw.select(columns.toArray(Column[]::new)));
  }
}
