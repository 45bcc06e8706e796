package dev.lineal.jobs.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import dev.lineal.he.NativeHandle;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Spark with Delta's extensions and ours on local[2], for one test class; no native object is left
 * when it stops.
 */
public final class LocalSpark implements BeforeAllCallback, AfterAllCallback {
  private SparkSession session;

  public SparkSession session() {
    return session;
  }

  /** Data frame assertions of Spark Testing Base on this session. */
  public JavaDatasetSuiteBase comparisons() {
    return new Comparisons(session);
  }

  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    session =
        SparkSession.builder()
            .master("local[2]")
            .appName("jobs")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.broadcast.compress", "false")
            .config("spark.shuffle.compress", "false")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            // Code generated for a handful of rows costs more than it saves; jobs keep it.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    session.stop();
    assertEquals(0, NativeHandle.live());
  }

  /** Composed, not run: {@code runBefore} would start a second context. */
  private static final class Comparisons extends JavaDatasetSuiteBase {
    private final transient SparkSession session;

    Comparisons(SparkSession session) {
      this.session = session;
      initialized = true;
    }

    @Override
    public boolean enableHiveSupport() {
      return false;
    }

    @Override
    public boolean enableIcebergSupport() {
      return false;
    }

    @Override
    public SparkSession spark() {
      return session;
    }

    @Override
    public SparkContext sc() {
      return session.sparkContext();
    }

    @Override
    public JavaSparkContext jsc() {
      return JavaSparkContext.fromSparkContext(sc());
    }
  }
}
