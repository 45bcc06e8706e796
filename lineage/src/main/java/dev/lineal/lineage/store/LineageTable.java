package dev.lineal.lineage.store;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The lineage tables: all append-only, with checks that Delta makes of every row. {@code manifests}
 * is the truth; the others are its index, and the steps of runs.
 */
enum LineageTable {
  MANIFESTS(
      new StructType()
          .add("sha256", DataTypes.StringType, false)
          .add("kind", DataTypes.StringType, false)
          .add("document", DataTypes.StringType, false)
          .add("recorded_at", DataTypes.TimestampType, false),
      "sha256 = sha2(cast(document AS BINARY), 256)",
      "kind IN ('dataset', 'run-plan', 'run', 'model')"),
  DATASETS(
      new StructType()
          .add("manifest_sha256", DataTypes.StringType, false)
          .add("study", DataTypes.StringType, false)
          .add("owner", DataTypes.StringType, false)
          .add("content_root", DataTypes.StringType, false)
          .add("rows", DataTypes.LongType, false)
          .add("blocks", DataTypes.IntegerType, false),
      "length(manifest_sha256) = 64 AND length(content_root) = 64",
      "rows > 0 AND blocks > 0"),
  RUNS(
      new StructType()
          .add("run_id", DataTypes.StringType, false)
          .add("manifest_sha256", DataTypes.StringType, false)
          .add("trainer", DataTypes.StringType, false)
          .add("iterations", DataTypes.IntegerType, false)
          .add("iteration_root", DataTypes.StringType, false)
          .add("started_at", DataTypes.TimestampType, false)
          .add("finished_at", DataTypes.TimestampType, false),
      "length(run_id) = 64 AND length(manifest_sha256) = 64 AND length(iteration_root) = 64",
      "iterations > 0 AND finished_at >= started_at"),
  ITERATIONS(
      new StructType()
          .add("run_id", DataTypes.StringType, false)
          .add("iteration", DataTypes.IntegerType, false)
          .add("round", DataTypes.IntegerType, false)
          .add("slice", DataTypes.IntegerType, false)
          .add("request_sha256", DataTypes.StringType, false)
          .add("first", DataTypes.IntegerType, false)
          .add("refreshed_sha256", DataTypes.createArrayType(DataTypes.StringType, false), false),
      "length(run_id) = 64 AND length(request_sha256) = 64",
      "iteration >= 0 AND round > 0 AND slice >= 0 AND first >= 0"),
  MODELS(
      new StructType()
          .add("model_sha256", DataTypes.StringType, false)
          .add("name", DataTypes.StringType, false)
          .add("version", DataTypes.IntegerType, false)
          .add("run_id", DataTypes.StringType, false)
          .add("parent_sha256", DataTypes.StringType, true)
          .add("trainer", DataTypes.StringType, false)
          .add("published_at", DataTypes.TimestampType, false),
      "length(model_sha256) = 64 AND length(run_id) = 64",
      "version > 0");

  private final StructType schema;
  private final List<String> checks;

  LineageTable(StructType schema, String... checks) {
    this.schema = schema;
    this.checks = List.of(checks);
  }

  /** Name of the folder. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  StructType schema() {
    return schema;
  }

  /** First of the columns: what a row is known by. */
  String key() {
    return schema.fieldNames()[0];
  }

  /** SQL conditions that every row meets. */
  List<String> checks() {
    return checks;
  }
}
