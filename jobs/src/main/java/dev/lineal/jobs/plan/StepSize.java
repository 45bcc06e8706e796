package dev.lineal.jobs.plan;

import dev.lineal.lineage.manifest.Factor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Learning rates as exact numbers. Source: docs/protocol.md, masks: a larger step could drive
 * margins beyond what masks hide.
 */
public final class StepSize {
  private static final int SHIFT = 40;

  private StepSize() {}

  /** 4 / d for standardised columns, the bias counted: needs no release. Rounded down. */
  public static Factor bound(int features) {
    if (features < 1) {
      throw new IllegalArgumentException("A model has at least one feature, not " + features + ".");
    }
    return new Factor(4L * (1L << SHIFT) / features, SHIFT);
  }

  /**
   * 1 / L, L the largest eigenvalue of X'X / 4n, which the owners released. Rounded down.
   *
   * @param eigenvalue L, above 2^-10
   */
  public static Factor inverse(double eigenvalue) {
    if (!(eigenvalue >= Math.scalb(1.0, -10)) || Double.isInfinite(eigenvalue)) {
      throw new IllegalArgumentException(
          "The largest eigenvalue of standardised columns is not " + eigenvalue + ".");
    }
    BigDecimal scaled = new BigDecimal(BigInteger.ONE.shiftLeft(SHIFT));
    long numerator =
        scaled.divide(new BigDecimal(eigenvalue), 0, RoundingMode.FLOOR).longValueExact();
    return new Factor(numerator, SHIFT);
  }
}
