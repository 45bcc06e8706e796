package dev.lineal.owner.moments;

import java.math.BigDecimal;

/** A column with which no owner can standardise; the message names it. */
public final class UnusableColumnException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String column;

  private UnusableColumnException(MomentColumns.Column column, String why) {
    super("column " + column.name() + " " + why);
    this.column = column.name();
  }

  static UnusableColumnException boundsTooWide(MomentColumns.Column column, BigDecimal deviation) {
    return new UnusableColumnException(
        column,
        "has bounds far too wide: its values deviate by %s, less than 2^-20 of the width from %s to %s"
            .formatted(
                deviation.toEngineeringString(),
                column.min().toPlainString(),
                column.max().toPlainString()));
  }

  static UnusableColumnException constantTarget(MomentColumns.Column column) {
    return new UnusableColumnException(
        column, "is the target, but has the same value in every row");
  }

  static UnusableColumnException allConstant(MomentColumns.Column column) {
    return new UnusableColumnException(
        column, "and all others have the same value in every row; nothing is left to learn from");
  }

  /** The column's name. */
  public String column() {
    return column;
  }
}
