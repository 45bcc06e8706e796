package dev.lineal.jobs;

import org.apache.spark.sql.SparkSession;

/** The session of a job: the master comes from spark-submit. */
public final class SparkJobs {
  private SparkJobs() {}

  /** With Delta; ciphertexts do not compress, so nothing is. */
  public static SparkSession session(String name) {
    return SparkSession.builder()
        .appName("lineal " + name)
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.broadcast.compress", "false")
        .config("spark.shuffle.compress", "false")
        .config("spark.shuffle.spill.compress", "false")
        .config("spark.speculation", "false")
        // Tables of thousands of rows, not millions of files: fifty tasks to read a log are waste.
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }
}
