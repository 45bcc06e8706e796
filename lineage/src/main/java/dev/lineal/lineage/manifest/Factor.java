package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;

/**
 * The exact number numerator / 2^shift. Plans hold no floating point, so that owners, cluster and
 * replayers compute the same bits.
 *
 * @param numerator |numerator| <= 2^53 - 1
 * @param shift 0 .. 127
 */
public record Factor(long numerator, int shift) {
  /** The largest shift. */
  public static final int MAX_SHIFT = 127;

  public static final Factor ZERO = new Factor(0, 0);

  public Factor {
    Require.range("numerator", numerator, -Require.MAX_JSON_INTEGER, Require.MAX_JSON_INTEGER);
    Require.range("shift", shift, 0, MAX_SHIFT);
  }
}
