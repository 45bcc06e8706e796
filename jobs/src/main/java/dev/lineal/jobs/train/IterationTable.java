package dev.lineal.jobs.train;

import dev.lineal.jobs.delta.DeltaAppend;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Delta table {@code iterations}: phases in seconds, bytes, the mean squared margin where it was
 * released, every request's record, and the GPUs that tasks computed on.
 */
final class IterationTable {
  private static final ArrayType HASHES = new ArrayType(StringType.STRING, false);

  private static final StructType REQUEST =
      new StructType()
          .add("round", IntegerType.INTEGER)
          .add("slice", IntegerType.INTEGER)
          .add("request_sha256", StringType.STRING)
          .add("first", IntegerType.INTEGER)
          .add("refreshed_sha256", HASHES);

  private static final ArrayType REQUESTS = new ArrayType(REQUEST, false);

  private static final StructType ITERATION = iteration();

  private IterationTable() {}

  private static StructType iteration() {
    StructType head =
        new StructType().add("run", StringType.STRING).add("iteration", IntegerType.INTEGER);
    for (String phase : Phases.columns()) {
      head = head.add(phase, DoubleType.DOUBLE);
    }
    return head.add("owner_request_bytes", LongType.LONG)
        .add("owner_reply_bytes", LongType.LONG)
        .add("mean_squared_margin", DoubleType.DOUBLE)
        .add("state_sha256", StringType.STRING)
        .add("requests", REQUESTS)
        .add("gpus", new ArrayType(StringType.STRING, false));
  }

  static DeltaAppend append(String path) {
    return new DeltaAppend(path, ITERATION, List.of());
  }

  static List<List<?>> columns(String run, List<IterationRow> rows) {
    List<List<?>> columns = new ArrayList<>();
    columns.add(each(rows, row -> run));
    columns.add(each(rows, IterationRow::iteration));
    for (String phase : Phases.NONE.byName().keySet()) {
      columns.add(each(rows, row -> row.phases().byName().get(phase) / 1e9));
    }
    columns.add(each(rows, IterationRow::requestBytes));
    columns.add(each(rows, IterationRow::replyBytes));
    columns.add(each(rows, IterationTable::margin));
    columns.add(each(rows, IterationRow::state));
    columns.add(each(rows, IterationTable::requests));
    columns.add(each(rows, IterationTable::gpus));
    return columns;
  }

  private static Double margin(IterationRow row) {
    return row.meanSquaredMargin().isPresent() ? row.meanSquaredMargin().getAsDouble() : null;
  }

  private static <T> List<T> each(List<IterationRow> rows, Function<IterationRow, T> value) {
    return rows.stream().map(value).toList();
  }

  private static ArrayValue gpus(IterationRow row) {
    return VectorUtils.buildArrayValue(row.gpus(), StringType.STRING);
  }

  private static ArrayValue requests(IterationRow row) {
    List<Row> requests = row.records().stream().map(IterationTable::request).toList();
    return VectorUtils.buildArrayValue(requests, REQUEST);
  }

  private static Row request(RoundRecord record) {
    return new GenericRow(
        REQUEST,
        Map.of(
            0,
            record.round(),
            1,
            record.slice(),
            2,
            record.digest(),
            3,
            record.first(),
            4,
            VectorUtils.buildArrayValue(Arrays.asList(record.refreshed()), StringType.STRING)));
  }

  /** The requests of a row as a query reads it. */
  static List<StepRecord> steps(org.apache.spark.sql.Row row) {
    return row.<org.apache.spark.sql.Row>getList(row.fieldIndex("requests")).stream()
        .map(request -> step(row.<Integer>getAs("iteration"), request))
        .toList();
  }

  private static StepRecord step(int iteration, org.apache.spark.sql.Row request) {
    List<String> refreshed = request.getList(request.fieldIndex("refreshed_sha256"));
    return new StepRecord(
        iteration,
        request.<Integer>getAs("round"),
        request.<Integer>getAs("slice"),
        Sha256.parse(request.getAs("request_sha256")),
        request.<Integer>getAs("first"),
        refreshed.stream().map(Sha256::parse).toList());
  }
}
