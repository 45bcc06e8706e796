package dev.lineal.jobs.publish;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.StudyLabel;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Rows of the trainer's own, public to it, on which a model is measured before it is published.
 *
 * @param csv with a header: the study's features and label
 * @param label of the study
 */
record Validation(Path csv, StudyLabel label) {
  /** Digits behind the point of a metric. */
  private static final int DIGITS = 6;

  /**
   * What the trainer says of the model.
   *
   * @throws dev.lineal.jobs.JobException where the file has no such rows
   */
  List<Metric> of(LinearModel model, SparkSession spark, Address trainer) {
    ModelMetrics measured = ModelMetrics.of(ModelFolder.mllib(model), rows(model, spark));
    if (measured.rows() == 0) {
      throw PublishErrors.nothingToValidate(csv);
    }
    Sha256 data = digest();
    return measured.values().entrySet().stream()
        .map(
            metric ->
                new Metric(
                    metric.getKey(), decimal(metric.getValue()), data, measured.rows(), trainer))
        .toList();
  }

  private Dataset<Row> rows(LinearModel model, SparkSession spark) {
    LabelledRows rows = new LabelledRows(spark, csv);
    Column column = functions.col("`" + label.name() + "`");
    if (label instanceof StudyLabel.Classification classes) {
      Column truth =
          functions
              .when(column.equalTo(classes.positive()), 1.0)
              .when(column.equalTo(classes.negative()), 0.0);
      return known(rows.read(model.features(), label.name(), truth));
    }
    return known(rows.read(model.features(), label.name(), column.cast("double")));
  }

  /** Every label is one of the study's. */
  private Dataset<Row> known(Dataset<Row> rows) {
    if (!rows.filter(functions.col("label").isNull()).isEmpty()) {
      throw PublishErrors.strangeLabels(csv, label.name());
    }
    return rows;
  }

  private Sha256 digest() {
    try {
      return Sha256.hash(Files.readAllBytes(csv));
    } catch (IOException e) {
      throw PublishErrors.nothingToValidate(csv);
    }
  }

  private static Decimal decimal(double value) {
    return Decimal.of(BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN));
  }
}
