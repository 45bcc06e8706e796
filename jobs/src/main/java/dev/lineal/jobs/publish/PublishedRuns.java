package dev.lineal.jobs.publish;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Delta table {@code runs}: one row per published run, from which its manifest is made. */
public final class PublishedRuns {
  private static final StructType SCHEMA =
      new StructType()
          .add("run", DataTypes.StringType, false)
          .add("plan", DataTypes.StringType, false)
          .add("signature", DataTypes.StringType, false)
          .add("state_sha256", DataTypes.StringType, false)
          .add("moments_sha256", DataTypes.StringType, false)
          .add("sealed_shares_sha256", DataTypes.createArrayType(DataTypes.StringType), false)
          .add("model_sha256", DataTypes.StringType, false)
          .add("published_at", DataTypes.TimestampType, false);

  private final SparkSession spark;
  private final String path;

  /**
   * @param store folder of the tables
   */
  public PublishedRuns(SparkSession spark, String store) {
    this.spark = spark;
    this.path = store + "/runs";
  }

  /**
   * What happened in a run. Hashes are SHA-256, hexadecimal.
   *
   * @param plan canonical JSON
   * @param signature of the plan by its trainer, hexadecimal
   * @param state after the last iteration
   * @param moments with which the owners standardised
   * @param shares that the owners released, sealed, in their order
   * @param model the file model.json
   */
  public record Entry(
      String run,
      String plan,
      String signature,
      String state,
      String moments,
      List<String> shares,
      String model,
      Instant at) {}

  /** Appends a run. */
  public void append(Entry entry) {
    spark
        .createDataFrame(
            List.of(
                RowFactory.create(
                    entry.run(),
                    entry.plan(),
                    entry.signature(),
                    entry.state(),
                    entry.moments(),
                    entry.shares(),
                    entry.model(),
                    Timestamp.from(entry.at()))),
            SCHEMA)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(path);
  }
}
