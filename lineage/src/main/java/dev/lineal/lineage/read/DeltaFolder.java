package dev.lineal.lineage.read;

import dev.lineal.lineage.LineageErrors;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** One Delta table in a folder, row by row. */
final class DeltaFolder {
  /** One for all: each configuration reads its XML anew, and a market looks at its tables often. */
  private static final Engine ENGINE = DefaultEngine.create(new Configuration());

  private final Path folder;

  DeltaFolder(Path folder) {
    this.folder = folder;
  }

  /** The latest version; empty where there is no table. */
  OptionalLong version() {
    try {
      Table table = Table.forPath(ENGINE, folder.toAbsolutePath().toString());
      return OptionalLong.of(table.getLatestSnapshot(ENGINE).getVersion());
    } catch (TableNotFoundException nothingYet) {
      return OptionalLong.empty();
    } catch (KernelException | KernelEngineException e) {
      throw LineageErrors.tableUnreadable(folder, e);
    }
  }

  /**
   * Reads every row of a version, the latest where none is named; a table that is not there has
   * none. Rows are valid during the call only.
   */
  void forEach(OptionalLong version, Consumer<Row> row) {
    try {
      Table table = Table.forPath(ENGINE, folder.toAbsolutePath().toString());
      Snapshot snapshot =
          version.isPresent()
              ? table.getSnapshotAsOfVersion(ENGINE, version.getAsLong())
              : table.getLatestSnapshot(ENGINE);
      read(snapshot.getScanBuilder().build(), row);
    } catch (TableNotFoundException nothingYet) {
      return;
    } catch (KernelException | KernelEngineException e) {
      throw LineageErrors.tableUnreadable(folder, e);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(folder, e);
    }
  }

  private void read(Scan scan, Consumer<Row> row) throws IOException {
    Row state = scan.getScanState(ENGINE);
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(ENGINE)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            readFile(state, files.next(), row);
          }
        }
      }
    }
  }

  private void readFile(Row state, Row file, Consumer<Row> row) throws IOException {
    CloseableIterator<ColumnarBatch> physical =
        ENGINE
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                ScanStateRow.getPhysicalDataReadSchema(state),
                Optional.empty())
            .map(FileReadResult::getData);
    try (CloseableIterator<FilteredColumnarBatch> data =
        Scan.transformPhysicalData(ENGINE, state, file, physical)) {
      while (data.hasNext()) {
        try (CloseableIterator<Row> rows = data.next().getRows()) {
          while (rows.hasNext()) {
            row.accept(rows.next());
          }
        }
      }
    }
  }
}
