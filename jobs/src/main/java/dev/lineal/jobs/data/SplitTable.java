package dev.lineal.jobs.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows to train on and rows held out. */
public record SplitTable(Table train, Table test) {
  /** Every fourth row is held out. */
  static SplitTable quarterHeldOut(Table all) {
    int[] test =
        java.util.stream.IntStream.range(0, all.rows().length).filter(SplitTable::held).toArray();
    int[] train =
        java.util.stream.IntStream.range(0, all.rows().length).filter(i -> !held(i)).toArray();
    return new SplitTable(all.at(train), all.at(test));
  }

  /**
   * Writes CSV: train.csv, test.csv, and part-0.csv .. for so many owners, who get every n-th row
   * each.
   *
   * @param owners number of parts, 0 for none
   */
  public void write(Path out, int owners) {
    try {
      Files.createDirectories(out);
      train.write(out.resolve("train.csv"));
      test.write(out.resolve("test.csv"));
      for (int owner = 0; owner < owners; owner++) {
        train.every(owners, owner).write(out.resolve("part-" + owner + ".csv"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean held(int row) {
    return row % 4 == 3;
  }
}
