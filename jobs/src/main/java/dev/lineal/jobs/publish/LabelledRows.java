package dev.lineal.jobs.publish;

import dev.lineal.jobs.JobErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A CSV file with a header as MLlib's columns {@code features} and {@code label}. */
public record LabelledRows(SparkSession spark, Path csv) {
  /**
   * The rows.
   *
   * @param features names, in the order of the vector
   * @param named column that must be there for the label
   * @param label computed from the file's columns
   */
  public Dataset<Row> read(List<String> features, String named, Column label) {
    if (!Files.isRegularFile(csv)) {
      throw JobErrors.usage("There is no file " + csv + ".", "Name a CSV file with a header.");
    }
    Dataset<Row> raw =
        spark.read().option("header", "true").csv(csv.toAbsolutePath().toUri().toString());
    List<String> wanted = new ArrayList<>(features);
    wanted.add(named);
    List<String> present = Arrays.asList(raw.columns());
    for (String column : wanted) {
      if (!present.contains(column)) {
        throw JobErrors.usage(
            csv + " has no column '" + column + "'.", "The model needs: " + features + ".");
      }
    }
    List<Column> columns = new ArrayList<>();
    features.forEach(name -> columns.add(functions.col("`" + name + "`").cast("double").as(name)));
    columns.add(label.as("label"));
    return new VectorAssembler()
        .setInputCols(features.toArray(String[]::new))
        .setOutputCol("features")
        .transform(raw.select(columns.toArray(Column[]::new)));
  }
}
