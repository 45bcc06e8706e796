package dev.lineal.jobs.train;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.delta.DeltaAppend;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import io.delta.tables.DeltaTable;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What a run leaves in Delta: tables {@code refreshed}, {@code iterations}, one row each, and
 * {@code checkpoints}, the state after every k-th; {@code losses}, where it measures any. They are
 * written in this order; a resumed run drops what is behind its checkpoint, so that each iteration
 * is there once.
 */
public final class RunStore {
  private final SparkSession spark;
  private final String iterations;
  private final String checkpoints;
  private final String losses;
  private final RefreshedTable refreshed;

  /**
   * @param folder of the tables; any address that Spark writes to
   */
  public RunStore(SparkSession spark, String folder) {
    this.spark = spark;
    this.iterations = folder + "/iterations";
    this.checkpoints = folder + "/checkpoints";
    this.losses = folder + "/losses";
    this.refreshed = new RefreshedTable(folder);
  }

  /** Appends what came since the last checkpoint, then the state after it. */
  public void append(String run, List<IterationRow> rows, TrainingState state) {
    refreshed.commit(rows);
    append(IterationTable.append(iterations), IterationTable.columns(run, rows));
    append(CheckpointTable.append(checkpoints), CheckpointTable.columns(run, state));
  }

  private static void append(DeltaAppend table, List<List<?>> columns) {
    table.commit(List.of(table.write(Map.of(), columns)));
  }

  /** Keeps what was released of a solve's loss. */
  void appendLoss(String run, int solve, BigInteger released) {
    append(LossTable.append(losses), LossTable.columns(run, solve, released));
  }

  /** What a run released of its solves' losses, in their order; empty where it released none. */
  public List<BigInteger> losses(String run) {
    if (!DeltaTable.isDeltaTable(spark, losses)) {
      return List.of();
    }
    return table(losses)
        .filter(functions.col("run").equalTo(run))
        .select("solve", "released")
        .distinct()
        .orderBy("solve")
        .collectAsList()
        .stream()
        .map(row -> new BigInteger(row.getString(1)))
        .toList();
  }

  /** The last checkpoint of a run; what is behind it is dropped. */
  Optional<TrainingState> resume(String run) {
    Optional<TrainingState> state = last(run);
    int from = state.map(TrainingState::iterations).orElse(0);
    Column behind = functions.col("run").equalTo(run).and(functions.col("iteration").geq(from));
    for (String path : List.of(refreshed.path(), iterations)) {
      if (DeltaTable.isDeltaTable(spark, path) && !table(path).filter(behind).isEmpty()) {
        DeltaTable.forPath(spark, path).delete(behind);
      }
    }
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
      throw JobErrors.badState("its SHA-256 is " + hash);
    }
    return TrainingState.parse(bytes);
  }

  /** Table {@code iterations}. */
  public Dataset<Row> iterations() {
    return table(iterations);
  }

  /** Table {@code refreshed}. */
  public Dataset<Row> refreshed() {
    return table(refreshed.path());
  }

  /** What a run recorded of its requests, in the order of its tree. */
  public List<StepRecord> steps(String run) {
    return iterations().filter(functions.col("run").equalTo(run)).collectAsList().stream()
        .flatMap(row -> IterationTable.steps(row).stream())
        .sorted(StepRecord.ORDER)
        .toList();
  }

  /** The round whose refresh gave a run's first weights; it tells one sigmoid from another. */
  public OptionalInt stepRound(String run) {
    Column first = functions.col("run").equalTo(run).and(functions.col("iteration").equalTo(0));
    return iterations().filter(first).collectAsList().stream()
        .flatMap(row -> IterationTable.steps(row).stream())
        .filter(step -> !step.refreshed().isEmpty())
        .mapToInt(StepRecord::round)
        .max();
  }

  private Dataset<Row> table(String path) {
    return spark.read().format("delta").load(path);
  }
}
