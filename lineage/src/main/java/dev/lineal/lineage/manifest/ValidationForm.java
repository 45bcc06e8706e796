package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.List;

/**
 * Validation rows that are public to the trainer, as a run needs them to release the loss of
 * encrypted weights: w'Gw - 2 b'w + c is the mean of (x w - t)^2 over these rows. Integers in units
 * of 2^-30 and of standardised columns.
 *
 * @param data SHA-256 of the file with the rows
 * @param rows in it
 * @param gram upper triangle of G = X'X / rows, row by row, each within {@value #LARGEST}
 * @param right b = X't / rows, one per feature
 * @param square c = t't / rows
 */
public record ValidationForm(
    Sha256 data, long rows, List<Long> gram, List<Long> right, long square) {
  /** The release of every solve's loss. */
  public static final String LOSS = "validation-loss";

  /** log2 of the unit. */
  public static final int SCALE_BITS = 30;

  /** Columns are clipped at 4 deviations. */
  public static final long LARGEST = 16L << SCALE_BITS;

  public ValidationForm {
    Require.present("data", data);
    Require.range("rows", rows, 1, Require.MAX_JSON_INTEGER);
    right = Require.notEmpty("right", right);
    gram = Require.notEmpty("gram", gram);
    int triangle = right.size() * (right.size() + 1) / 2;
    Require.range("gram length", gram.size(), triangle, triangle);
    gram.forEach(entry -> Require.range("gram", entry, -LARGEST, LARGEST));
    right.forEach(entry -> Require.range("right", entry, -LARGEST, LARGEST));
    Require.range("square", square, 0, LARGEST);
  }
}
