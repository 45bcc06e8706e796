package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.JobErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Rows of a public CSV file with a column {@code label}, as MLlib wants them. */
record LabelledCsv(SparkSession spark, Path file) {
  static final String LABEL = "label";
  static final String FEATURES = "features";

  /**
   * @param features that go into the vector, in this order
   */
  Dataset<Row> vectors(List<String> features) {
    Dataset<Row> raw = numbers();
    List<String> present = Arrays.asList(raw.columns());
    if (!present.containsAll(features) || !present.contains(LABEL)) {
      throw JobErrors.usage(
          file + " lacks a feature of the model or the column 'label'.",
          "Its header must have: " + features + " and label.");
    }
    return new VectorAssembler()
        .setInputCols(features.toArray(String[]::new))
        .setOutputCol(FEATURES)
        .transform(raw)
        .select(FEATURES, LABEL)
        .cache();
  }

  private Dataset<Row> numbers() {
    if (!Files.isRegularFile(file)) {
      throw JobErrors.usage("There is no file " + file + ".", "Name a CSV file with a header.");
    }
    Dataset<Row> raw =
        spark.read().option("header", "true").csv(file.toAbsolutePath().toUri().toString());
    Column[] columns =
        Arrays.stream(raw.columns())
            .map(name -> functions.col("`" + name + "`").cast("double").as(name))
            .toArray(Column[]::new);
    return raw.select(columns);
  }
}
