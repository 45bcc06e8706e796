package dev.lineal.owner.shard;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.defaults.internal.data.vector.DefaultGenericVector;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Parquet files by Delta Kernel's own writer. */
final class ParquetFixture {
  private ParquetFixture() {}

  /**
   * @param columns one array per field of the schema; null is null
   */
  static Path write(Path file, StructType schema, Object[]... columns) throws IOException {
    ColumnVector[] vectors = new ColumnVector[columns.length];
    for (int j = 0; j < columns.length; j++) {
      vectors[j] = DefaultGenericVector.fromArray(schema.at(j).getDataType(), columns[j]);
    }
    DefaultColumnarBatch batch = new DefaultColumnarBatch(columns[0].length, schema, vectors);
    DefaultEngine.create(new Configuration())
        .getParquetHandler()
        .writeParquetFileAtomically(
            file.toString(),
            Utils.singletonCloseableIterator(new FilteredColumnarBatch(batch, Optional.empty())));
    return file;
  }
}
