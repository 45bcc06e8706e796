package dev.lineal.jobs.data.csv;

import java.nio.file.Path;
import java.util.List;

/** Some columns of a CSV file as numbers; rows that miss a value anywhere are left out. */
public final class NumberRows {
  private NumberRows() {}

  /**
   * [row][column], in the order of the names.
   *
   * @throws dev.lineal.jobs.JobException where the file is no table with such columns of numbers
   */
  public static double[][] read(Path file, List<String> names) {
    CsvRows rows = CsvRows.read(file);
    double[][] values = new double[rows.rows().size()][names.size()];
    for (int j = 0; j < names.size(); j++) {
      List<String> column = rows.column(names.get(j));
      for (int i = 0; i < values.length; i++) {
        if (!Numbers.is(column.get(i))) {
          throw CsvErrors.notANumber(names.get(j), column.get(i));
        }
        values[i][j] = Double.parseDouble(column.get(i));
      }
    }
    return values;
  }
}
