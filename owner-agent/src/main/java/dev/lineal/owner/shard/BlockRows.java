package dev.lineal.owner.shard;

import java.util.Arrays;

/** The rows of one block before encryption, column by column. */
final class BlockRows {
  private final Standardisation standardisation;
  private final double[][] columns;
  private int rows;

  BlockRows(Standardisation standardisation, int slots) {
    this.standardisation = standardisation;
    columns = new double[standardisation.columns()][slots];
  }

  /** Takes the next row. */
  void add(double[] row) {
    standardisation.place(row, columns, rows++);
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == columns[0].length;
  }

  int columns() {
    return columns.length;
  }

  /** One value per slot; slots without a row are 0. */
  double[] column(int j) {
    return columns[j];
  }

  /** Forgets all rows. */
  void clear() {
    for (double[] column : columns) {
      Arrays.fill(column, 0);
    }
    rows = 0;
  }
}
