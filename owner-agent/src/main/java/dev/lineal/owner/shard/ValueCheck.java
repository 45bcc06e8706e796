package dev.lineal.owner.shard;

import java.util.Optional;

/** Checks one column's values; a value that passes is put into the row as a double. */
interface ValueCheck {
  /** A field of a text file without spaces around it; empty where there is none. */
  Optional<RowRule> text(String text, double[] row, int column);

  Optional<RowRule> number(double value, double[] row, int column);

  Optional<RowRule> integer(long value, double[] row, int column);
}
