package dev.lineal.jobs.data.csv;

import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.data.Table;
import dev.lineal.lineage.manifest.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a CSV file becomes rows to train on and rows held out.
 *
 * @param file with a header
 * @param label column to predict
 * @param positive how class 1 is written; needed where there are more than two values
 * @param task LOGISTIC or LINEAR
 * @param drop columns to leave out
 * @param owners who get a part each
 * @param seed of the split
 */
public record CsvTable(
    Path file,
    String label,
    Optional<String> positive,
    Task task,
    Set<String> drop,
    int owners,
    long seed) {
  /** Rows that every owner must bring: what agents ask by default. */
  public static final int ROWS_PER_OWNER = 100;

  private static final int MOST_FEATURES = 256;
  private static final int MOST_FEATURES_OF_A_REGRESSION = 64;

  /**
   * Rows that are ready.
   *
   * @param rejected rows that missed a value
   * @param predicts in words
   */
  public record Ready(SplitTable table, int rejected, String predicts) {}

  /**
   * Reads the file.
   *
   * @throws dev.lineal.jobs.JobException when it cannot be trained on, and why
   */
  public Ready read() {
    CsvRows rows = CsvRows.read(file);
    drop.forEach(rows::column);
    List<String> names =
        rows.header().stream().filter(name -> !name.equals(label) && !drop.contains(name)).toList();
    List<String> fields = rows.column(label);
    if (names.contains(Table.LABEL)) {
      throw CsvErrors.labelAmongFeatures();
    }
    requireRows(rows);
    LabelColumn target = LabelColumn.of(task, label, fields, positive);
    Table table = table(rows, names, target);
    int[] strata =
        task == Task.LINEAR
            ? new int[fields.size()]
            : Arrays.stream(target.values()).mapToInt(value -> (int) value).toArray();
    return new Ready(
        new StratifiedSplit(seed).of(table, strata), rows.rejected(), target.meaning());
  }

  private void requireRows(CsvRows rows) {
    int needed = (owners * ROWS_PER_OWNER * 5 + 3) / 4;
    if (rows.rows().size() < needed) {
      throw CsvErrors.tooFewRows(rows.rows().size(), rows.rejected(), needed);
    }
  }

  private Table table(CsvRows rows, List<String> names, LabelColumn target) {
    List<FeatureColumn> columns =
        names.stream().map(name -> FeatureColumn.of(name, rows.column(name))).toList();
    List<String> features = columns.stream().flatMap(column -> column.features().stream()).toList();
    int most = task == Task.LINEAR ? MOST_FEATURES_OF_A_REGRESSION : MOST_FEATURES;
    if (features.size() > most) {
      throw CsvErrors.tooWide(features.size(), most);
    }
    int[] places = names.stream().mapToInt(rows.header()::indexOf).toArray();
    double[][] values = new double[rows.rows().size()][];
    for (int i = 0; i < values.length; i++) {
      List<Double> row = new ArrayList<>();
      for (int c = 0; c < places.length; c++) {
        row.addAll(columns.get(c).values(rows.rows().get(i).get(places[c])));
      }
      values[i] = row.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return new Table(task, features, values, target.values());
  }
}
