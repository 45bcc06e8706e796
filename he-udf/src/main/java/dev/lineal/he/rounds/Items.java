package dev.lineal.he.rounds;

/** What the items of a round's requests are. */
public sealed interface Items {
  /** The blocks of all datasets, in the plan's order. */
  record Blocks() implements Items {}

  /** The features, bias counted. */
  record Features() implements Items {}

  /** Pairs of columns, the last one being the target: {@link Pairs}. */
  record PairsOfColumns() implements Items {}

  /**
   * Scalars to be released, all in one request.
   *
   * @param count of them
   * @param floodBits f: every owner adds a number uniform in [-2^f, 2^f] at the product's scale
   */
  record Scalars(int count, int floodBits) implements Items {}
}
