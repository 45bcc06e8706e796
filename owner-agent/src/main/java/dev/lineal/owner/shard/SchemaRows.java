package dev.lineal.owner.shard;

import dev.lineal.lineage.study.StudySchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The rows of a file that fit a schema. Rows that do not are left out and logged with every fault.
 * The file's columns are the schema's, in any order. Reads in memory that does not grow with the
 * file; one pass at a time.
 */
public abstract sealed class SchemaRows implements RowSource permits CsvRows, ParquetRows {
  final Path file;
  final SchemaCheck check;
  private final RejectionLog log;
  private final double[] values;
  private boolean faulty;

  SchemaRows(Path file, StudySchema schema, RejectionLog log) {
    this.file = file;
    this.check = new SchemaCheck(schema);
    this.log = log;
    this.values = new double[check.size()];
  }

  /**
   * The reader for a file by its name: {@code .csv} or {@code .parquet}.
   *
   * @throws dev.lineal.owner.home.OwnerException for any other name
   */
  public static SchemaRows open(Path file, StudySchema schema, RejectionLog log) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return new CsvRows(file, schema, log);
    }
    if (name.endsWith(".parquet")) {
      return new ParquetRows(file, schema, log);
    }
    throw DatasetErrors.unknownFileType(file);
  }

  /** The share of the file that the present pass has read, 0 .. 1. Any thread may ask. */
  public abstract double fractionRead();

  /** Begins a row; its values go into the array. */
  final double[] begin() {
    faulty = false;
    return values;
  }

  /** Logs a fault of the row. */
  final void reject(long row, String column, RowRule rule) throws IOException {
    faulty = true;
    log.reject(new Rejection(row, column, rule));
  }

  /** Gives the row to the visitor unless it has a fault. */
  final boolean end(Visitor visitor) throws IOException {
    if (!faulty) {
      visitor.accept(values);
    }
    return !faulty;
  }
}
