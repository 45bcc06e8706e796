package dev.lineal.jobs.train;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a run leaves in Delta: table {@code iterations}, one row each, and table {@code
 * checkpoints}, the state after every k-th. Rows are written before the checkpoint that covers
 * them; a resumed run drops rows behind its checkpoint, so that each iteration has one row.
 */
public final class RunStore {
  private static final StructType RECORD =
      new StructType()
          .add("round", DataTypes.IntegerType, false)
          .add("slice", DataTypes.IntegerType, false)
          .add("request_sha256", DataTypes.StringType, false)
          .add("first", DataTypes.IntegerType, false)
          .add("refreshed_sha256", DataTypes.createArrayType(DataTypes.StringType), false);

  private static final StructType ITERATION =
      new StructType()
          .add("run", DataTypes.StringType, false)
          .add("iteration", DataTypes.IntegerType, false)
          .add("forward_s", DataTypes.DoubleType, false)
          .add("products_s", DataTypes.DoubleType, false)
          .add("gradient_s", DataTypes.DoubleType, false)
          .add("reduce_s", DataTypes.DoubleType, false)
          .add("combine_s", DataTypes.DoubleType, false)
          .add("owners_s", DataTypes.DoubleType, false)
          .add("http_s", DataTypes.DoubleType, false)
          .add("hash_s", DataTypes.DoubleType, false)
          .add("broadcast_s", DataTypes.DoubleType, false)
          .add("other_s", DataTypes.DoubleType, false)
          .add("owner_request_bytes", DataTypes.LongType, false)
          .add("owner_reply_bytes", DataTypes.LongType, false)
          .add("state_sha256", DataTypes.StringType, false)
          .add("requests", DataTypes.createArrayType(RECORD), false);

  private static final StructType CHECKPOINT =
      new StructType()
          .add("run", DataTypes.StringType, false)
          .add("iterations", DataTypes.IntegerType, false)
          .add("state_sha256", DataTypes.StringType, false)
          .add("state", DataTypes.BinaryType, false);

  private final SparkSession spark;
  private final String iterations;
  private final String checkpoints;

  /**
   * @param folder of the tables; any address that Spark writes to
   */
  public RunStore(SparkSession spark, String folder) {
    this.spark = spark;
    this.iterations = folder + "/iterations";
    this.checkpoints = folder + "/checkpoints";
  }

  /** Appends the rows since the last checkpoint, then the state after them. */
  public void append(String run, List<IterationRow> rows, TrainingState state) {
    write(rows.stream().map(row -> row(run, row)).toList(), ITERATION, iterations);
    byte[] bytes = state.toBytes();
    String hash = Sha256.hash(bytes).toString();
    Row checkpoint = RowFactory.create(run, state.iterations(), hash, bytes);
    write(List.of(checkpoint), CHECKPOINT, checkpoints);
  }

  private void write(List<Row> rows, StructType schema, String path) {
    spark
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(path);
  }

  /** The last checkpoint of a run; rows behind it are dropped. */
  public Optional<TrainingState> resume(String run) {
    Optional<TrainingState> state = last(run);
    state.ifPresent(
        at ->
            DeltaTable.forPath(spark, iterations)
                .delete(
                    functions
                        .col("run")
                        .equalTo(run)
                        .and(functions.col("iteration").geq(at.iterations()))));
    return state;
  }

  /** The last checkpoint of a run. */
  public Optional<TrainingState> last(String run) {
    if (!DeltaTable.isDeltaTable(spark, checkpoints)) {
      return Optional.empty();
    }
    return table(checkpoints)
        .filter(functions.col("run").equalTo(run))
        .orderBy(functions.col("iterations").desc())
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst()
        .map(RunStore::checked);
  }

  private static TrainingState checked(Row checkpoint) {
    byte[] bytes = checkpoint.getAs("state");
    String hash = Sha256.hash(bytes).toString();
    if (!hash.equals(checkpoint.getAs("state_sha256"))) {
      throw dev.lineal.jobs.JobErrors.badState("its SHA-256 is " + hash);
    }
    return TrainingState.parse(bytes);
  }

  /** Table {@code iterations}. */
  public Dataset<Row> iterations() {
    return table(iterations);
  }

  /** What a run recorded of its requests, in the order of its tree. */
  public List<StepRecord> steps(String run) {
    return iterations().filter(functions.col("run").equalTo(run)).collectAsList().stream()
        .flatMap(row -> steps(row).stream())
        .sorted(StepRecord.ORDER)
        .toList();
  }

  private static List<StepRecord> steps(Row row) {
    return row.<Row>getList(row.fieldIndex("requests")).stream()
        .map(
            request ->
                new StepRecord(
                    row.<Integer>getAs("iteration"),
                    request.<Integer>getAs("round"),
                    request.<Integer>getAs("slice"),
                    Sha256.parse(request.getAs("request_sha256")),
                    request.<Integer>getAs("first"),
                    request.<String>getList(request.fieldIndex("refreshed_sha256")).stream()
                        .map(Sha256::parse)
                        .toList()))
        .toList();
  }

  private Dataset<Row> table(String path) {
    return spark.read().format("delta").load(path);
  }

  private static Row row(String run, IterationRow row) {
    Phases phases = row.phases();
    return RowFactory.create(
        run,
        row.iteration(),
        phases.forward() / 1e9,
        phases.products() / 1e9,
        phases.gradient() / 1e9,
        phases.reduce() / 1e9,
        phases.combine() / 1e9,
        phases.owners() / 1e9,
        phases.http() / 1e9,
        phases.hash() / 1e9,
        phases.broadcast() / 1e9,
        phases.other() / 1e9,
        row.requestBytes(),
        row.replyBytes(),
        row.state(),
        row.records().stream().map(RunStore::record).toList());
  }

  private static Row record(RoundRecord record) {
    return RowFactory.create(
        record.round(),
        record.slice(),
        record.digest(),
        record.first(),
        Arrays.asList(record.refreshed()));
  }
}
