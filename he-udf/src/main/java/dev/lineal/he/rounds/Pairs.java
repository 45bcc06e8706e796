package dev.lineal.he.rounds;

/**
 * The pairs (i, j), i <= j, of a Gram matrix over d features and the target behind them, without
 * the target's square: row i has d + 1 - i pairs, row after row. One request per row.
 *
 * @param features d, bias counted
 */
public record Pairs(int features) {
  /** Rows, and therefore requests. */
  public int rows() {
    return features;
  }

  /** Pairs of row i: (i, i) to (i, target). */
  public int count(int row) {
    return features + 1 - row;
  }

  /** Number of the pair (i, i). */
  public int first(int row) {
    return row * (features + 1) - row * (row - 1) / 2;
  }

  /** All of them. */
  public int total() {
    return first(features);
  }
}
