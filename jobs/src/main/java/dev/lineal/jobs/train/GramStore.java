package dev.lineal.jobs.train;

import io.delta.tables.DeltaTable;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Delta table {@code gram}: every owner's encrypted part of every row of a run's Gram matrix. */
public final class GramStore {
  private static final StructType PART =
      new StructType()
          .add("run", DataTypes.StringType, false)
          .add("owner", DataTypes.IntegerType, false)
          .add("row", DataTypes.IntegerType, false)
          .add("accumulator", DataTypes.BinaryType, false);

  private final SparkSession spark;
  private final String table;

  /**
   * @param folder of the tables; any address that Spark writes to
   */
  public GramStore(SparkSession spark, String folder) {
    this.spark = spark;
    this.table = folder + "/gram";
  }

  /** A run's parts, where all of them are there: they are written in one commit. */
  Optional<JavaRDD<GramPart>> find(String run) {
    if (!DeltaTable.isDeltaTable(spark, table)) {
      return Optional.empty();
    }
    Dataset<Row> parts =
        spark.read().format("delta").load(table).filter(functions.col("run").equalTo(run));
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            parts
                .javaRDD()
                .map(row -> new GramPart(row.getInt(1), row.getInt(2), row.<byte[]>getAs(3))));
  }

  /** Writes all parts and reads them back. */
  JavaRDD<GramPart> write(String run, JavaRDD<GramPart> parts) {
    JavaRDD<Row> rows =
        parts.map(part -> RowFactory.create(run, part.owner(), part.row(), part.accumulator()));
    spark
        .createDataFrame(rows, PART)
        .write()
        .format("delta")
        .mode("append")
        .option("compression", "none")
        .save(table);
    return find(run).orElseThrow();
  }
}
