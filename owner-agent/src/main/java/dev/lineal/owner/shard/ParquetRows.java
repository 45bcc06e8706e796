package dev.lineal.owner.shard;

import dev.lineal.lineage.study.StudySchema;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Rows of a Parquet file, read by Delta Kernel's Parquet handler: columns of integers, floating
 * point, decimals, and for labels texts or booleans. Null is a missing value.
 */
public final class ParquetRows extends SchemaRows {
  private volatile long seen;
  private volatile long total = 1;

  public ParquetRows(Path file, StudySchema schema, RejectionLog log) {
    super(file, schema, log);
  }

  @Override
  public double fractionRead() {
    return total == 0 ? 1 : Math.min(1, (double) seen / total);
  }

  @Override
  public long forEach(Visitor visitor) throws IOException {
    ParquetFooter footer = ParquetFooter.read(file);
    StructType schema = footer.select(file, check);
    total = footer.rows();
    seen = 0;
    long accepted = 0;
    try (CloseableIterator<FileReadResult> batches = batches(schema)) {
      while (hasNext(batches)) {
        accepted += accept(next(batches), visitor);
      }
    }
    return accepted;
  }

  private CloseableIterator<FileReadResult> batches(StructType schema) throws IOException {
    FileStatus status = FileStatus.of(file.toAbsolutePath().toString(), Files.size(file), 0);
    return DefaultEngine.create(new Configuration())
        .getParquetHandler()
        .readParquetFiles(Utils.singletonCloseableIterator(status), schema, Optional.empty());
  }

  /** Damaged pages send the Parquet library into exceptions of all kinds and deep recursion. */
  private boolean hasNext(CloseableIterator<FileReadResult> batches) {
    try {
      return batches.hasNext();
    } catch (RuntimeException | StackOverflowError e) {
      throw DatasetErrors.parquet(file, e);
    }
  }

  private ColumnarBatch next(CloseableIterator<FileReadResult> batches) {
    try {
      return batches.next().getData();
    } catch (RuntimeException | StackOverflowError e) {
      throw DatasetErrors.parquet(file, e);
    }
  }

  private long accept(ColumnarBatch batch, Visitor visitor) throws IOException {
    ColumnVector[] columns = new ColumnVector[check.size()];
    ParquetValue[] readers = new ParquetValue[columns.length];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = batch.getColumnVector(j);
      readers[j] = ParquetValue.of(columns[j].getDataType());
    }
    long accepted = 0;
    for (int i = 0; i < batch.getSize(); i++) {
      double[] values = begin();
      seen++;
      for (int j = 0; j < columns.length; j++) {
        Optional<RowRule> fault = value(columns[j], readers[j], i, j, values);
        if (fault.isPresent()) {
          reject(seen, check.name(j), fault.get());
        }
      }
      accepted += end(visitor) ? 1 : 0;
    }
    return accepted;
  }

  private Optional<RowRule> value(
      ColumnVector vector, ParquetValue reader, int i, int column, double[] values) {
    return vector.isNullAt(i)
        ? Optional.of(RowRule.MISSING)
        : reader.check(vector, i, check.at(column), values, column);
  }
}
