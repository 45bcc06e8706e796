package dev.lineal.owner.moments;

import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.Moments;
import dev.lineal.owner.moments.MomentColumns.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Means and deviations of exact totals, in rational and decimal arithmetic only: every owner gets
 * the same digits. The deviation is sqrt(E[x^2] - E[x]^2), divided by rows and not by rows - 1.
 */
public final class MomentsFromTotals {
  private static final MathContext WORKING = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final MathContext SHOWN = new MathContext(24, RoundingMode.HALF_EVEN);
  private static final BigDecimal SCALE =
      new BigDecimal(BigInteger.ONE.shiftLeft(LocalTotals.SCALE_BITS));

  /** A deviation below 2^-20 of the bounds' width, i.e. 2^-19 of half of it. */
  private static final int LEAST_DEVIATION_BITS = 19;

  private MomentsFromTotals() {}

  /**
   * @param totals rows, then sum and sum of squares of every column, of all owners together
   * @throws UnusableColumnException naming the first column whose deviation is above 0, but below
   *     2^-20 of its bounds' width; or a target without a deviation
   * @throws IllegalArgumentException when the totals are those of no rows
   */
  public static Moments compute(String study, MomentColumns columns, List<BigInteger> totals) {
    BigInteger rows = totals.get(0);
    if (rows.signum() <= 0 || rows.bitLength() > LocalTotals.MOST_ROWS_BITS) {
      throw new IllegalArgumentException("the owners together have no possible number of rows");
    }
    List<ColumnMoments> kept = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      Column column = columns.columns().get(j);
      Sums sums = new Sums(rows, totals.get(2 * j + 1), totals.get(2 * j + 2));
      sums.requirePossible(column);
      if (sums.variance().signum() != 0) {
        kept.add(of(column, sums));
      } else if (column.target()) {
        throw UnusableColumnException.constantTarget(column);
      } else {
        dropped.add(column.name());
      }
    }
    if (kept.isEmpty()) {
      throw UnusableColumnException.allConstant(columns.columns().get(0));
    }
    return new Moments(study, columns.schemaSha256(), rows.longValueExact(), kept, dropped);
  }

  private static ColumnMoments of(Column column, Sums sums) {
    BigDecimal half = column.width().divide(BigDecimal.valueOf(2));
    BigDecimal unit = half.divide(SCALE.multiply(new BigDecimal(sums.rows)), WORKING);
    BigDecimal deviation = new BigDecimal(sums.variance()).sqrt(WORKING).multiply(unit, WORKING);
    BigInteger least = sums.largest().shiftRight(LEAST_DEVIATION_BITS);
    if (sums.variance().compareTo(least.multiply(least)) < 0) {
      throw UnusableColumnException.boundsTooWide(column, deviation.round(new MathContext(3)));
    }
    BigDecimal mean = column.min().add(half).add(new BigDecimal(sums.sum).multiply(unit, WORKING));
    return new ColumnMoments(
        column.name(), Decimal.of(mean.round(SHOWN)), Decimal.of(deviation.round(SHOWN)));
  }

  /** Exact sums of x = round(2^26 v) and x^2 over all rows. */
  private record Sums(BigInteger rows, BigInteger sum, BigInteger squares) {
    /** That of x, times rows^2. */
    BigInteger variance() {
      return rows.multiply(squares).subtract(sum.multiply(sum));
    }

    /** No sum of x is larger. */
    BigInteger largest() {
      return rows.shiftLeft(LocalTotals.SCALE_BITS);
    }

    void requirePossible(Column column) {
      if (variance().signum() < 0
          || sum.abs().compareTo(largest()) > 0
          || squares.compareTo(largest().shiftLeft(LocalTotals.SCALE_BITS)) > 0) {
        throw new IllegalArgumentException(
            "the totals of column " + column.name() + " are those of no rows within its bounds");
      }
    }
  }
}
