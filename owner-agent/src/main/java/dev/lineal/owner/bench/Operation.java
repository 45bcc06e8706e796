package dev.lineal.owner.bench;

/**
 * What is timed.
 *
 * @param data the data set whose shape it has; null for a single operation
 */
record Operation(Group group, String data, String name) {
  /** Kinds of rows of the table. */
  enum Group {
    OPERATION,
    ITERATION,
    EPOCH
  }

  static Operation single(String name) {
    return new Operation(Group.OPERATION, null, name);
  }

  /** What Lineal does for the same purpose: for an epoch, a whole iteration. */
  Operation ofLineal() {
    return group == Group.EPOCH ? new Operation(Group.ITERATION, data, "whole") : this;
  }
}
