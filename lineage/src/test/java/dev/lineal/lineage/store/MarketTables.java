package dev.lineal.lineage.store;

import dev.lineal.lineage.chain.MarketOnChain;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleFormat;
import dev.lineal.lineage.verify.BundleSamples;
import dev.lineal.lineage.verify.OwnerProof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes what the marketplace's tests read, as a process of its own, since Spark and an HTTP server
 * share no JVM: {@code FOLDER [chain.json]}. The folder gets {@code good} and {@code broken} tables
 * with bundles beside them, and {@code trainings}; with a chain, what is in {@code good} is
 * registered there.
 */
public final class MarketTables {
  private static final List<String> PHASES =
      List.of("forward", "products", "gradient", "reduce", "combine", "owners", "http", "hash");

  private final SparkSession spark;

  private MarketTables(SparkSession spark) {
    this.spark = spark;
  }

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Bundle parent = BundleSamples.bundle();
    Bundle child = BundleSamples.child(parent.model().manifest());
    SparkSession spark = session(folder);
    MarketTables tables = new MarketTables(spark);
    for (Bundle bundle : List.of(parent, child)) {
      tables.write(folder.resolve("good"), bundle);
    }
    BundleFormat.write(parent).writeFolder(folder.resolve("good/bundles/first"));
    folder.resolve("good/bundles/second.zip").getParent().toFile().mkdirs();
    BundleFormat.write(child).writeZip(folder.resolve("good/bundles/second.zip"));
    tables.times(folder.resolve("trainings"), parent.run().manifest().plan().toString());
    tables.breakOne(folder.resolve("broken"), parent);
    if (arguments.length > 1) {
      MarketOnChain.register(Path.of(arguments[1]), List.of(parent, child));
    }
    spark.stop();
  }

  static SparkSession session(Path folder) {
    return SparkSession.builder()
        .master("local[1]")
        .appName("market")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .getOrCreate();
  }

  private void write(Path folder, Bundle bundle) {
    LineageStore store = new LineageStore(spark, folder.toString());
    for (OwnerProof owner : bundle.owners()) {
      store.append(owner.dataset());
    }
    store.append(bundle.plan().plan());
    store.append(bundle.run().manifest(), bundle.steps());
    store.append(bundle.model().manifest());
  }

  /** A model whose text was changed, in place of the good one. */
  private void breakOne(Path folder, Bundle bundle) {
    LineageStore store = new LineageStore(spark, folder.toString());
    store.append(bundle.plan().plan());
    String table = "delta.`" + folder.resolve("manifests") + "`";
    spark.sql("ALTER TABLE " + table + " DROP CONSTRAINT check_0");
    String text = new String(bundle.model().manifest().canonicalBytes()).replace("digit", "cat");
    spark.sql(
        "INSERT INTO %s VALUES ('%s', 'model', '%s', now())"
            .formatted(table, bundle.model().manifest().sha256(), text));
  }

  /** As trainings write it: {@code dev.lineal.jobs.train.RunStore}. */
  private void times(Path folder, String run) {
    StructType schema =
        new StructType()
            .add("run", DataTypes.StringType, false)
            .add("iteration", DataTypes.IntegerType, false);
    for (String phase : PHASES) {
      schema = schema.add(phase + "_s", DataTypes.DoubleType, false);
    }
    schema =
        schema
            .add("owner_request_bytes", DataTypes.LongType, false)
            .add("mean_squared_margin", DataTypes.DoubleType, true);
    List<Row> rows = IntStream.range(0, 16).mapToObj(i -> time(run, i)).toList();
    spark
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .format("delta")
        .save(folder.resolve("iterations").toString());
  }

  private static Row time(String run, int iteration) {
    List<Object> values = new ArrayList<>(List.of(run, iteration));
    for (int phase = 0; phase < PHASES.size(); phase++) {
      values.add(0.4 + 0.25 * ((phase * 7 + iteration * 3) % 5));
    }
    values.add(1L << 20);
    values.add(8.0 / (1 + iteration));
    return RowFactory.create(values.toArray());
  }
}
