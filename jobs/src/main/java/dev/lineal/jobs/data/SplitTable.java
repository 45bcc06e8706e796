package dev.lineal.jobs.data;

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

  private static boolean held(int row) {
    return row % 4 == 3;
  }
}
