package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;

/**
 * Mean and standard deviation of one column over the rows of all owners.
 *
 * @param name of the column
 * @param mean of its values
 * @param deviation above 0
 */
public record ColumnMoments(String name, Decimal mean, Decimal deviation) {
  public ColumnMoments {
    StudyColumn.requireName(name);
    Require.present("mean", mean);
    Require.present("deviation", deviation);
    if (deviation.value().signum() <= 0) {
      throw new IllegalArgumentException("deviation: must be above 0, but is " + deviation);
    }
  }
}
