package dev.lineal.jobs.sandbox;

import static org.apache.spark.sql.functions.lit;

import dev.lineal.jobs.audit.Audit;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.lineage.manifest.RunPlan;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;

/**
 * The Delta tables that a demo left, in the hands of whoever has its disk.
 *
 * @param store folder of the tables
 */
record DemoTables(LocalSpark spark, Path store) implements AutoCloseable {
  private static final int ALL_STEPS = 10_000;

  static DemoTables open(Path store) {
    LocalSpark spark = new LocalSpark();
    spark.beforeAll(null);
    return new DemoTables(spark, store);
  }

  /** What is looked at while a row is changed. */
  interface Look {
    void look() throws Exception;
  }

  /** With one bit of a row's bytes changed. */
  void whileBytesDiffer(String table, Column row, String column, Look look) throws Exception {
    DeltaTable rows = table(table);
    byte[] bytes = rows.toDF().filter(row).select(column).head().getAs(0);
    bytes[100] ^= 1;
    whileChanged(rows, row, Map.of(column, lit(bytes)), look);
  }

  private static void whileChanged(DeltaTable rows, Column row, Map<String, Column> set, Look look)
      throws Exception {
    long honest = rows.history(1).head().<Long>getAs("version");
    rows.update(row, set);
    try {
      look.look();
    } finally {
      rows.restoreToVersion(honest);
    }
  }

  private DeltaTable table(String name) {
    return DeltaTable.forPath(spark.session(), store.resolve(name).toString());
  }

  /** Places of the steps that a replay of the whole run finds false. */
  List<String> audit(RunPlan plan) {
    return new Audit(spark.session(), plan, store.toString(), ALL_STEPS, OptionalLong.empty())
        .execute().mismatched().stream().map(mismatch -> mismatch.step().place()).toList();
  }

  @Override
  public void close() {
    spark.afterAll(null);
  }
}
