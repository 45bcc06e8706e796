package dev.lineal.jobs.plan;

import dev.lineal.he.linalg.QuadraticForm;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.data.csv.NumberRows;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Moments;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Standardised rows on which a run measures its solves.
 *
 * @param data SHA-256 of the file they are from
 * @param rows [row][column]: features, the bias 1, the target last; each within 4 deviations
 */
public record ValidationRows(Sha256 data, double[][] rows) {
  /** No value leaves -4 .. 4, as in the owners' blocks. */
  private static final double CLIP = 4;

  /**
   * Reads a file and standardises it as the owners did with theirs.
   *
   * @param moments of a regression's study, the target last
   * @throws dev.lineal.jobs.JobException where the file has no such rows
   */
  public static ValidationRows read(Path csv, Moments moments) {
    List<ColumnMoments> columns = moments.columns();
    double[][] raw = NumberRows.read(csv, columns.stream().map(ColumnMoments::name).toList());
    if (raw.length == 0) {
      throw JobErrors.usage(
          csv + " has no row with every value.", "Give rows to measure contributions on.");
    }
    try {
      return new ValidationRows(
          Sha256.hash(Files.readAllBytes(csv)),
          Arrays.stream(raw).map(row -> standardised(row, columns)).toArray(double[][]::new));
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "%s cannot be read: %s.".formatted(csv, e.getMessage()), "Try again.");
    }
  }

  private static double[] standardised(double[] row, List<ColumnMoments> columns) {
    int target = columns.size() - 1;
    double[] out = new double[columns.size() + 1];
    for (int j = 0; j < columns.size(); j++) {
      double mean = columns.get(j).mean().toDouble();
      double z = (row[j] - mean) / columns.get(j).deviation().toDouble();
      out[j < target ? j : j + 1] = Math.max(-CLIP, Math.min(CLIP, z));
    }
    out[target] = 1;
    return out;
  }

  /**
   * What a plan says of them: sums of products of values rounded to multiples of 2^-30, exact, then
   * divided by the rows and rounded half even.
   */
  public ValidationForm form() {
    int target = rows[0].length - 1;
    long[][] fixed =
        Arrays.stream(rows)
            .map(row -> Arrays.stream(row).mapToLong(ValidationRows::fixed).toArray())
            .toArray(long[][]::new);
    return new ValidationForm(
        data,
        rows.length,
        IntStream.range(0, target)
            .boxed()
            .flatMap(i -> IntStream.range(i, target).mapToObj(j -> mean(fixed, i, j)))
            .toList(),
        IntStream.range(0, target).mapToObj(i -> mean(fixed, i, target)).toList(),
        mean(fixed, target, target));
  }

  private static long fixed(double value) {
    return Math.round(Math.scalb(value, QuadraticForm.SCALE_BITS));
  }

  private static long mean(long[][] rows, int i, int j) {
    BigInteger sum = BigInteger.ZERO;
    for (long[] row : rows) {
      sum = sum.add(BigInteger.valueOf(row[i]).multiply(BigInteger.valueOf(row[j])));
    }
    BigInteger below = BigInteger.valueOf(rows.length).shiftLeft(QuadraticForm.SCALE_BITS);
    return new BigDecimal(sum)
        .divide(new BigDecimal(below), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
