package dev.lineal.lineage.store;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import io.delta.tables.DeltaTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Appends to the lineage tables; nothing in them is ever changed. What is there already is not
 * repeated, so that a job that was cut off can do it all again. The index row comes before the
 * manifest: where a manifest is, its index is.
 */
public final class LineageStore {
  private final SparkSession spark;
  private final String folder;

  /**
   * @param folder of the tables, theirs alone; any address that Spark writes to
   */
  public LineageStore(SparkSession spark, String folder) {
    this.spark = spark;
    this.folder = absolute(folder);
  }

  /** Delta takes a relative path for the name of a table. */
  private static String absolute(String folder) {
    return folder.contains(":") ? folder : Path.of(folder).toAbsolutePath().toString();
  }

  /** Records a dataset's version. */
  public void append(DatasetManifest dataset) {
    String hash = dataset.sha256().toString();
    append(
        LineageTable.DATASETS,
        hash,
        List.of(
            RowFactory.create(
                hash,
                dataset.study(),
                dataset.owner().text(),
                dataset.contentRoot().toString(),
                dataset.rows(),
                dataset.shards().size())));
    document("dataset", dataset.sha256(), dataset.canonicalBytes());
  }

  /** Records a plan. */
  public void append(RunPlan plan) {
    document("run-plan", plan.sha256(), plan.canonicalBytes());
  }

  /** Records a run and all its steps. */
  public void append(RunManifest run, List<StepRecord> steps) {
    String id = run.plan().toString();
    append(LineageTable.ITERATIONS, id, steps.stream().map(step -> step(id, step)).toList());
    append(
        LineageTable.RUNS,
        id,
        List.of(
            RowFactory.create(
                id,
                run.sha256().toString(),
                run.trainer().text(),
                run.iterations(),
                run.iterationRoot().toString(),
                Timestamp.from(run.started()),
                Timestamp.from(run.finished()))));
    document("run", run.sha256(), run.canonicalBytes());
  }

  private static Row step(String run, StepRecord step) {
    return RowFactory.create(
        run,
        step.iteration(),
        step.round(),
        step.slice(),
        step.request().toString(),
        step.first(),
        step.refreshed().stream().map(Sha256::toString).toList());
  }

  /** Records a model. */
  public void append(ModelManifest model) {
    String hash = model.sha256().toString();
    append(
        LineageTable.MODELS,
        hash,
        List.of(
            RowFactory.create(
                hash,
                model.name().name(),
                model.name().version(),
                model.sources().plan().toString(),
                model.sources().parent().map(Sha256::toString).orElse(null),
                model.trainer().text(),
                Timestamp.from(model.published()))));
    document("model", model.sha256(), model.canonicalBytes());
  }

  /** The model of a run, if one was recorded. */
  public Optional<ModelManifest> modelOf(Sha256 run) {
    String models = path(LineageTable.MODELS);
    if (!DeltaTable.isDeltaTable(spark, models)) {
      return Optional.empty();
    }
    return read(models)
        .filter(functions.col("run_id").equalTo(run.toString()))
        .collectAsList()
        .stream()
        .findFirst()
        .flatMap(row -> document(row.getAs("model_sha256")))
        .map(ModelManifest::parse);
  }

  /** The version that the next model of a name gets: one more than the latest, from 1. */
  public int nextVersion(String name) {
    String models = path(LineageTable.MODELS);
    return DeltaTable.isDeltaTable(spark, models)
        ? read(models).filter(functions.col("name").equalTo(name)).collectAsList().stream()
                .mapToInt(row -> row.<Integer>getAs("version"))
                .max()
                .orElse(0)
            + 1
        : 1;
  }

  private Optional<byte[]> document(String hash) {
    return read(path(LineageTable.MANIFESTS))
        .filter(functions.col("sha256").equalTo(hash))
        .collectAsList()
        .stream()
        .findFirst()
        .map(row -> row.<String>getAs("document").getBytes(StandardCharsets.UTF_8));
  }

  private Dataset<Row> read(String path) {
    return spark.read().format("delta").load(path);
  }

  private String path(LineageTable table) {
    return folder + "/" + table.text();
  }

  private void document(String kind, Sha256 hash, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Row row = RowFactory.create(hash.toString(), kind, text, Timestamp.from(Instant.now()));
    append(LineageTable.MANIFESTS, hash.toString(), List.of(row));
  }

  /** Appends rows of one key in one commit, unless the key is there. */
  private void append(LineageTable table, String key, List<Row> rows) {
    String path = path(table);
    if (!DeltaTable.isDeltaTable(spark, path)) {
      create(table, path);
    }
    boolean there = !read(path).filter(functions.col(table.key()).equalTo(key)).isEmpty();
    if (!there) {
      spark
          .createDataFrame(rows, table.schema())
          .coalesce(1)
          .write()
          .format("delta")
          .mode("append")
          .save(path);
    }
  }

  private void create(LineageTable table, String path) {
    DeltaTable.createIfNotExists(spark)
        .location(path)
        .addColumns(table.schema())
        .property("delta.appendOnly", "true")
        .execute();
    for (int i = 0; i < table.checks().size(); i++) {
      spark.sql(
          "ALTER TABLE delta.`%s` ADD CONSTRAINT check_%d CHECK (%s)"
              .formatted(path, i, table.checks().get(i)));
    }
  }
}
