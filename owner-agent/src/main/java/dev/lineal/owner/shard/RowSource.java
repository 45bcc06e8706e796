package dev.lineal.owner.shard;

import java.io.IOException;

/**
 * Rows that fit a study's schema, one pass at a time. A source can be read again; every pass gives
 * the same rows in the same order.
 */
@FunctionalInterface
public interface RowSource {
  /** Takes the accepted rows in order. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param row the features in the schema's order, then the label: -1 or +1 in a classification,
     *     the target's value in a regression. Only valid during the call.
     */
    void accept(double[] row) throws IOException;
  }

  /**
   * Gives every accepted row to the visitor.
   *
   * @return how many rows were accepted
   * @throws IOException when the rows cannot be read
   */
  long forEach(Visitor visitor) throws IOException;
}
