package dev.lineal.owner.moments;

import dev.lineal.owner.shard.RowSource;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One owner's exact sums, secret: the number of rows, then per column the sum of x and of x^2, x =
 * floor(2^{@value #SCALE_BITS} v + 1/2) for v, the value mapped by the schema's bounds to [-1, 1].
 * Integers throughout: sums of any number of owners stay exact.
 *
 * @param integers rows, then sum and sum of squares of every column
 */
public record LocalTotals(List<BigInteger> integers) {
  /** log2 of the scale of x; squares have twice as many. */
  public static final int SCALE_BITS = 26;

  /** More rows of all owners together are refused: sums then still fit below Q/2. */
  public static final int MOST_ROWS_BITS = 30;

  /** With fewer rows an owner's sums would be its rows. */
  public static final int LEAST_ROWS = 10;

  /** Squares are at most 2^52: so many fit into a long. */
  private static final int ROWS_OF_A_LONG = 1024;

  public LocalTotals {
    integers = List.copyOf(integers);
    if (integers.size() % 2 == 0 || integers.size() < 3) {
      throw new IllegalArgumentException("Totals are a number of rows and two sums per column.");
    }
    int bits = integers.get(0).bitLength();
    if (integers.get(0).signum() < 0 || bits > MOST_ROWS_BITS) {
      throw new IllegalArgumentException("Totals are of 0 .. 2^" + MOST_ROWS_BITS + " rows.");
    }
  }

  /**
   * One pass over the rows; a classification's label is left out.
   *
   * @throws IllegalArgumentException naming the column of a value outside its bounds, or when there
   *     are too few rows
   */
  public static LocalTotals of(MomentColumns columns, RowSource rows) throws IOException {
    Accumulator sums = new Accumulator(columns);
    rows.forEach(sums::add);
    return sums.totals();
  }

  public long rows() {
    return integers.get(0).longValueExact();
  }

  /** The integers, each as 16 bytes big-endian, for sealing. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(16 * integers.size());
    for (BigInteger integer : integers) {
      out.putLong(integer.shiftRight(64).longValue()).putLong(integer.longValue());
    }
    return out.array();
  }

  public static LocalTotals parse(byte[] bytes) {
    List<BigInteger> integers = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 16) {
      integers.add(new BigInteger(bytes, at, 16));
    }
    return new LocalTotals(integers);
  }

  /** Sums are private: how many there are, not what they are. */
  @Override
  public String toString() {
    return "LocalTotals[" + (integers.size() - 1) / 2 + " columns]";
  }

  private static final class Accumulator {
    private final MomentColumns columns;
    private final double[] middle;
    private final double[] half;
    private final long[] sums;
    private final long[] squares;
    private final BigInteger[] flushed;
    private long rows;

    Accumulator(MomentColumns columns) {
      this.columns = columns;
      int count = columns.size();
      middle = new double[count];
      half = new double[count];
      sums = new long[count];
      squares = new long[count];
      flushed = new BigInteger[2 * count];
      for (int j = 0; j < count; j++) {
        MomentColumns.Column column = columns.columns().get(j);
        middle[j] = column.min().doubleValue() / 2 + column.max().doubleValue() / 2;
        half[j] = column.width().doubleValue() / 2;
        flushed[2 * j] = BigInteger.ZERO;
        flushed[2 * j + 1] = BigInteger.ZERO;
      }
    }

    void add(double[] values) {
      if (values.length != columns.rowValues()) {
        throw new IllegalArgumentException(
            "A row has " + values.length + " values, not " + columns.rowValues() + ".");
      }
      for (int j = 0; j < sums.length; j++) {
        long x = (long) Math.floor(Math.scalb((values[j] - middle[j]) / half[j], SCALE_BITS) + 0.5);
        if (!(Math.abs(values[j] - middle[j]) <= half[j] * (1 + 0x1p-40))) {
          throw new IllegalArgumentException(
              "Row "
                  + rows
                  + " has a value outside the bounds of column "
                  + columns.columns().get(j).name()
                  + ".");
        }
        sums[j] += x;
        squares[j] += x * x;
      }
      if (++rows % ROWS_OF_A_LONG == 0) {
        flush();
      }
    }

    private void flush() {
      for (int j = 0; j < sums.length; j++) {
        flushed[2 * j] = flushed[2 * j].add(BigInteger.valueOf(sums[j]));
        flushed[2 * j + 1] = flushed[2 * j + 1].add(BigInteger.valueOf(squares[j]));
        sums[j] = 0;
        squares[j] = 0;
      }
    }

    LocalTotals totals() {
      if (rows < LEAST_ROWS) {
        throw new IllegalArgumentException(
            "There are "
                + rows
                + " rows; sums over fewer than "
                + LEAST_ROWS
                + " would give the rows away.");
      }
      flush();
      List<BigInteger> integers = new ArrayList<>();
      integers.add(BigInteger.valueOf(rows));
      integers.addAll(List.of(flushed));
      return new LocalTotals(integers);
    }
  }
}
