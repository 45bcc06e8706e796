package dev.lineal.owner.shard;

import dev.lineal.owner.home.DurableFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The list of rejected rows on the owner's disk: CSV with row, column and rule, mode 0600. It never
 * leaves.
 */
final class RejectedRows implements RejectionLog, AutoCloseable {
  private final Writer out;
  private final Map<RowRule, Long> faults = new EnumMap<>(RowRule.class);
  private long last;
  private long rows;

  RejectedRows(Path file) throws IOException {
    out =
        new BufferedWriter(
            new OutputStreamWriter(DurableFile.stream(file), StandardCharsets.UTF_8));
    out.write("row,column,rule\n");
  }

  @Override
  public void reject(Rejection rejection) throws IOException {
    String column = rejection.column();
    boolean quoted = column.indexOf(',') >= 0 || column.indexOf('"') >= 0;
    out.write(Long.toString(rejection.row()));
    out.write(',');
    out.write(quoted ? '"' + column.replace("\"", "\"\"") + '"' : column);
    out.write(',');
    out.write(rejection.rule().text());
    out.write('\n');
    faults.merge(rejection.rule(), 1L, Long::sum);
    rows += rejection.row() == last ? 0 : 1;
    last = rejection.row();
  }

  /** How many rows were rejected. */
  long rows() {
    return rows;
  }

  /** How many faults there were of each rule. */
  Map<RowRule, Long> faults() {
    return Collections.unmodifiableMap(faults);
  }

  /** Writes what is left; it is on the disk then. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
