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

  /** The row's bytes with one bit changed; closing what is returned takes it back. */
  Undo changeBytes(String table, Column row, String column) {
    DeltaTable rows = table(table);
    byte[] bytes = rows.toDF().filter(row).select(column).head().getAs(0);
    bytes[100] ^= 1;
    return change(rows, row, Map.of(column, lit(bytes)));
  }

  /** The same of a text, whatever guards the table inside Delta taken away. */
  Undo changeText(String table, Column row, String column, String text) {
    String name = "delta.`" + store.resolve(table) + "`";
    spark.session().sql("ALTER TABLE " + name + " SET TBLPROPERTIES ('delta.appendOnly' = 'false')");
    for (int i = 0; i < 2; i++) {
      spark.session().sql("ALTER TABLE " + name + " DROP CONSTRAINT IF EXISTS check_" + i);
    }
    return change(table(table), row, Map.of(column, lit(text)));
  }

  private static Undo change(DeltaTable rows, Column row, Map<String, Column> set) {
    long honest = rows.history(1).head().<Long>getAs("version");
    rows.update(row, set);
    return () -> rows.restoreToVersion(honest);
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

  /** Puts a table back as it was. */
  interface Undo extends AutoCloseable {
    @Override
    void close();
  }
}
