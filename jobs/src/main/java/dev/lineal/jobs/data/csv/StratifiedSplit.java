package dev.lineal.jobs.data.csv;

import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.data.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A fifth of every class is held out, at least one row each; the rest is mixed. The same seed gives
 * the same split.
 */
record StratifiedSplit(long seed) {
  private static final int PART = 5;

  /**
   * @param strata the class of each row; one for all of a regression
   */
  SplitTable of(Table all, int[] strata) {
    Random random = new Random(seed);
    TreeMap<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int row = 0; row < strata.length; row++) {
      byClass.computeIfAbsent(strata[row], any -> new ArrayList<>()).add(row);
    }
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (List<Integer> rows : byClass.values()) {
      Collections.shuffle(rows, random);
      int held = Math.max(1, Math.round(rows.size() / (float) PART));
      test.addAll(rows.subList(0, held));
      train.addAll(rows.subList(held, rows.size()));
    }
    Collections.shuffle(train, random);
    return new SplitTable(all.at(places(train)), all.at(places(test)));
  }

  private static int[] places(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }
}
