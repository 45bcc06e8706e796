package dev.lineal.jobs.audit;

import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.jobs.ingest.ColumnStore;
import dev.lineal.jobs.train.KeyTerms;
import dev.lineal.jobs.train.PackedBlock;
import dev.lineal.jobs.train.PackedColumn;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The encrypted columns of a plan's datasets, as they were ingested. */
final class StudyColumns {
  private final SparkSession spark;
  private final List<DatasetManifest> manifests;
  private final JavaRDD<PackedColumn> all; // planned once: a step reads little of it
  private final Span leftOut;

  StudyColumns(SparkSession spark, RunPlan plan, String store) {
    this.spark = spark;
    ColumnStore columns = new ColumnStore(spark, store);
    this.manifests =
        plan.datasets().stream()
            .map(
                dataset ->
                    columns
                        .find(dataset.contentRoot())
                        .orElseThrow(() -> AuditErrors.noDataset(dataset.contentRoot(), store)))
            .toList();
    this.all = columns.columns(manifests);
    this.leftOut = new Span(0, 0);
  }

  private StudyColumns(StudyColumns all, Span leftOut) {
    this.spark = all.spark;
    this.manifests = all.manifests;
    this.all = all.all;
    this.leftOut = leftOut;
  }

  /** The same without a dataset's blocks. */
  StudyColumns without(int dataset) {
    int first = manifests.stream().limit(dataset).mapToInt(one -> one.shards().size()).sum();
    return new StudyColumns(this, new Span(first, manifests.get(dataset).shards().size()));
  }

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Number of blocks of all datasets. */
  int blocks() {
    return manifests.stream().mapToInt(manifest -> manifest.shards().size()).sum();
  }

  /** Some columns of some blocks, by the block's number. */
  JavaPairRDD<Integer, Iterable<PackedColumn>> of(Span blocks, Span wanted) {
    Span left = leftOut;
    return all.filter(column -> !left.has(column.block()))
        .filter(column -> blocks.has(column.block()) && wanted.has(column.column()))
        .mapToPair(column -> new Tuple2<>(column.block(), column))
        .groupByKey();
  }

  /** Numbers {@code first .. first + count - 1}. */
  record Span(int first, int count) implements Serializable {
    private static final long serialVersionUID = 1L;

    boolean has(int number) {
      return number >= first && number < first + count;
    }
  }

  /** Columns of one block in their order, unpacked; the caller closes it. */
  static EncryptedBlock open(KeyTerms key, Iterable<PackedColumn> packed) {
    List<PackedColumn> sorted = new ArrayList<>();
    packed.forEach(sorted::add);
    sorted.sort(Comparator.comparing(PackedColumn::column));
    byte[][] ciphertexts = sorted.stream().map(PackedColumn::ciphertext).toArray(byte[][]::new);
    PackedColumn any = sorted.get(0);
    return new PackedBlock(any.block(), any.sha256(), key.parameterSet(), key.keyId(), ciphertexts)
        .open();
  }
}
