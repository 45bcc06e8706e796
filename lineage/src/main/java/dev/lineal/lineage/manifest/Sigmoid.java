package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;

/**
 * The polynomial that stands for the sigmoid.
 *
 * @param degree odd, 1 .. 63
 * @param interval R of the fit on [-R, R], also the divisor of encrypted weights, 1 .. 1024
 */
public record Sigmoid(int degree, int interval) {
  public Sigmoid {
    Require.range("degree", degree, 1, 63);
    if (degree % 2 == 0) {
      throw new IllegalArgumentException("degree: must be odd, but is " + degree);
    }
    Require.range("interval", interval, 1, 1024);
  }
}
