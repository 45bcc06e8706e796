package dev.lineal.jobs.ingest;

import dev.lineal.jobs.train.PackedBlock;
import dev.lineal.jobs.train.PackedColumn;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Delta tables {@code columns} (one row per block and column) and {@code datasets} (one row per
 * complete dataset, with its manifest). A dataset is there when its row in {@code datasets} is.
 */
public final class ColumnStore {
  private static final StructType COLUMN =
      new StructType()
          .add("content_root", DataTypes.StringType, false)
          .add("block", DataTypes.IntegerType, false)
          .add("shard_sha256", DataTypes.StringType, false)
          .add("rows", DataTypes.IntegerType, false)
          .add("column", DataTypes.IntegerType, false)
          .add("ciphertext", DataTypes.BinaryType, false);

  private static final StructType DATASET =
      new StructType()
          .add("content_root", DataTypes.StringType, false)
          .add("manifest", DataTypes.BinaryType, false);

  private final SparkSession spark;
  private final String columns;
  private final String datasets;

  /**
   * @param folder of the tables; any address that Spark writes to
   */
  public ColumnStore(SparkSession spark, String folder) {
    this.spark = spark;
    this.columns = folder + "/columns";
    this.datasets = folder + "/datasets";
  }

  /** The manifest of a complete dataset. */
  public Optional<DatasetManifest> find(Sha256 contentRoot) {
    if (!DeltaTable.isDeltaTable(spark, datasets)) {
      return Optional.empty();
    }
    List<Row> found =
        spark
            .read()
            .format("delta")
            .load(datasets)
            .filter(functions.col("content_root").equalTo(contentRoot.toString()))
            .collectAsList();
    return found.stream().findFirst().map(row -> DatasetManifest.parse(row.getAs("manifest")));
  }

  /** Writes a dataset: all of its columns in one commit, then its row. */
  void write(DatasetManifest manifest, List<ShardPull> shards) {
    String root = manifest.contentRoot().toString();
    JavaRDD<Row> rows =
        org.apache.spark.api.java.JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(shards, shards.size())
            .flatMap(ShardPull::rowsOfColumns);
    spark
        .createDataFrame(rows, COLUMN)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", "content_root = '" + root + "'")
        .option("compression", "none")
        .partitionBy("content_root")
        .save(columns);
    spark
        .createDataFrame(List.of(RowFactory.create(root, manifest.canonicalBytes())), DATASET)
        .write()
        .format("delta")
        .mode("append")
        .save(datasets);
  }

  /** All blocks of complete datasets, numbered in their order. */
  public JavaRDD<PackedBlock> blocks(List<DatasetManifest> manifests) {
    String set = manifests.get(0).parameterSet();
    long keyId = Long.parseUnsignedLong(keyId(manifests.get(0)), 16);
    return columns(manifests)
        .mapToPair(column -> new Tuple2<>(column.block(), column))
        .groupByKey()
        .map(block -> packed(block._1(), set, keyId, block._2()));
  }

  /** All columns of the same blocks, in any order. */
  public JavaRDD<PackedColumn> columns(List<DatasetManifest> manifests) {
    Map<String, Integer> first = new HashMap<>();
    int blocks = 0;
    for (DatasetManifest manifest : manifests) {
      first.put(manifest.contentRoot().toString(), blocks);
      blocks += manifest.shards().size();
    }
    return spark
        .read()
        .format("delta")
        .load(columns)
        .filter(functions.col("content_root").isInCollection(first.keySet()))
        .javaRDD()
        .map(
            row ->
                new PackedColumn(
                    first.get(row.<String>getAs("content_root")) + row.<Integer>getAs("block"),
                    row.getAs("shard_sha256"),
                    row.getAs("column"),
                    row.getAs("ciphertext")));
  }

  /** Content hashes of the same blocks in the same order. */
  public static String[] hashes(List<DatasetManifest> manifests) {
    return manifests.stream()
        .flatMap(manifest -> manifest.shards().stream())
        .map(Shard::sha256)
        .map(Sha256::toString)
        .toArray(String[]::new);
  }

  /** The first eight bytes of the joint key's fingerprint, hexadecimal. */
  static String keyId(DatasetManifest manifest) {
    return manifest.jointKey().toString().substring(0, 16);
  }

  private static PackedBlock packed(
      int number, String set, long keyId, Iterable<PackedColumn> columns) {
    List<PackedColumn> all = new ArrayList<>();
    columns.forEach(all::add);
    byte[][] ciphertexts = new byte[all.size()][];
    all.forEach(column -> ciphertexts[column.column()] = column.ciphertext());
    return new PackedBlock(number, all.get(0).sha256(), set, keyId, ciphertexts);
  }
}
