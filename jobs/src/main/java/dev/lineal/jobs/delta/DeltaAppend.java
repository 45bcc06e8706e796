package dev.lineal.jobs.delta;

import dev.lineal.jobs.JobErrors;
import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionBuilder;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Appends to a Delta table: files are written where their rows are made, and one commit makes them
 * visible. By Delta Kernel: a query engine's commit costs a second of planning and compiling, which
 * is an iteration.
 */
public final class DeltaAppend {
  private final Engine engine;
  private final String folder;
  private final StructType schema;
  private final List<String> partitions;

  /**
   * @param folder of the table; any address that Spark writes to
   * @param schema of all columns
   * @param partitions names of the columns that make folders, the last of the schema
   */
  public DeltaAppend(String folder, StructType schema, List<String> partitions) {
    this.engine = Shared.ENGINE;
    this.folder = folder;
    this.schema = schema;
    this.partitions = List.copyOf(partitions);
  }

  /**
   * Writes a file that is not in the table yet.
   *
   * @param partition a value per partition column
   * @param columns the others' values in the schema's order, all of one length
   */
  public DataFile write(Map<String, String> partition, List<List<?>> columns) {
    StringBuilder place = new StringBuilder(folder);
    partitions.forEach(
        name -> place.append('/').append(name).append('=').append(partition.get(name)));
    List<StructField> fields = schema.fields().subList(0, schema.length() - partitions.size());
    try {
      return FlatFile.holds(fields)
          ? flat(place.toString(), fields, partition, columns)
          : nested(place.toString(), fields, partition, columns);
    } catch (IOException e) {
      throw JobErrors.notWritten(folder, e);
    }
  }

  private DataFile flat(
      String place, List<StructField> fields, Map<String, String> partition, List<List<?>> columns)
      throws IOException {
    FileStatus file = FlatFile.write(Shared.HADOOP, place, fields, columns);
    return new DataFile(
        file.getPath().toString(),
        file.getLen(),
        file.getModificationTime(),
        new LinkedHashMap<>(partition));
  }

  private DataFile nested(
      String place, List<StructField> fields, Map<String, String> partition, List<List<?>> columns)
      throws IOException {
    ColumnVector[] vectors = new ColumnVector[fields.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = VectorUtils.buildColumnVector(columns.get(i), fields.get(i).getDataType());
    }
    FilteredColumnarBatch batch =
        new FilteredColumnarBatch(
            new DefaultColumnarBatch(columns.get(0).size(), new StructType(fields), vectors),
            Optional.empty());
    try (CloseableIterator<DataFileStatus> written =
        engine
            .getParquetHandler()
            .writeParquetFiles(place, Utils.singletonCloseableIterator(batch), List.of())) {
      DataFileStatus file = written.next();
      return new DataFile(
          file.getPath(),
          file.getSize(),
          file.getModificationTime(),
          new LinkedHashMap<>(partition));
    }
  }

  /** Makes files visible, all of them or none. */
  public void commit(List<DataFile> files) {
    try {
      Transaction transaction = transaction().build(engine);
      Row state = transaction.getTransactionState(engine);
      Map<Map<String, String>, List<DataFileStatus>> byPartition = new LinkedHashMap<>();
      for (DataFile file : files) {
        byPartition
            .computeIfAbsent(file.partition(), any -> new ArrayList<>())
            .add(new DataFileStatus(file.path(), file.bytes(), file.modified(), Optional.empty()));
      }
      List<Row> actions = new ArrayList<>();
      for (Map.Entry<Map<String, String>, List<DataFileStatus>> part : byPartition.entrySet()) {
        actions(state, part.getKey(), part.getValue(), actions);
      }
      TransactionCommitResult done =
          transaction.commit(
              engine,
              CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator())));
      for (PostCommitHook hook : done.getPostCommitHooks()) {
        hook.threadSafeInvoke(engine);
      }
    } catch (IOException e) {
      throw JobErrors.notWritten(folder, e);
    }
  }

  private void actions(
      Row state, Map<String, String> partition, List<DataFileStatus> files, List<Row> actions)
      throws IOException {
    DataWriteContext context = Transaction.getWriteContext(engine, state, literals(partition));
    try (CloseableIterator<Row> added =
        Transaction.generateAppendActions(
            engine, state, Utils.toCloseableIterator(files.iterator()), context)) {
      added.forEachRemaining(actions::add);
    }
  }

  private Map<String, Literal> literals(Map<String, String> partition) {
    Map<String, Literal> literals = new HashMap<>();
    partition.forEach(
        (name, value) ->
            literals.put(
                name,
                schema.get(name).getDataType() instanceof IntegerType
                    ? Literal.ofInt(Integer.parseInt(value))
                    : Literal.ofString(value)));
    return literals;
  }

  private TransactionBuilder transaction() {
    Table table = Table.forPath(engine, folder);
    try {
      table.getLatestSnapshot(engine);
      return table.createTransactionBuilder(engine, "lineal", Operation.WRITE);
    } catch (TableNotFoundException nothingYet) {
      return table
          .createTransactionBuilder(engine, "lineal", Operation.CREATE_TABLE)
          .withSchema(engine, schema)
          .withPartitionColumns(engine, partitions);
    }
  }

  /** One per process: each configuration reads its XML anew. */
  private static final class Shared {
    static final Configuration HADOOP = hadoop();
    static final Engine ENGINE = DefaultEngine.create(HADOOP);

    private static Configuration hadoop() {
      Configuration hadoop = new Configuration(SparkHadoopUtil.get().conf());
      hadoop.set("parquet.compression", "UNCOMPRESSED"); // ciphertexts do not compress
      hadoop.setClassLoader(LocalFiles.class.getClassLoader());
      hadoop.setClass("fs.file.impl", LocalFiles.class, FileSystem.class);
      hadoop.setBoolean("fs.file.impl.disable.cache", true); // else Spark's own would be found
      return hadoop;
    }
  }
}
