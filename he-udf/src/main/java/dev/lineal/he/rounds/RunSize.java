package dev.lineal.he.rounds;

import dev.lineal.he.HeParameters;

/**
 * How large a run is.
 *
 * @param parameters of the study
 * @param features columns that carry a weight, bias counted
 * @param rows real rows of all datasets
 * @param iterations of the plan
 */
public record RunSize(HeParameters parameters, int features, long rows, int iterations) {
  public RunSize {
    if (features < 1 || rows < 1 || iterations < 1) {
      throw new IllegalArgumentException("A run has features, rows and iterations.");
    }
  }

  /** B for slots of at most {@code slots} at a scale: log2, rounded up. */
  static int slotBits(int scaleBits, double slots) {
    return (int) Math.ceil(scaleBits + log2(slots));
  }

  /** B for a sum over all rows of terms of at most {@code term}: (2/N) of it is the trace. */
  int traceBits(int scaleBits, double term) {
    double sum = log2(rows) + log2(term);
    return (int) Math.ceil(scaleBits + 1 - log2(parameters.ringDegree()) + sum);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
