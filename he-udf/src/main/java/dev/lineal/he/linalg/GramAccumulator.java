package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The upper triangle of a Gram matrix: for i <= j the degree-2 sum over blocks of x_i (x) x_j, each
 * for a trace. The last column may be the target, so that its row holds the right-hand side. Kept
 * per owner until the last reduce, so that leaving one owner out is a subtraction.
 */
public final class GramAccumulator implements AutoCloseable {
  private final List<GradientAccumulator> rows;

  /** All zero; {@code scaleBits} is log2 of the product's scale. */
  public GramAccumulator(HeParameters parameters, long keyId, int columns, int scaleBits) {
    if (columns < 1) {
      throw new IllegalArgumentException(
          "A Gram matrix has at least one column, not " + columns + ".");
    }
    List<GradientAccumulator> made = new ArrayList<>();
    try {
      for (int i = 0; i < columns; i++) {
        made.add(new GradientAccumulator(parameters, keyId, columns - i, scaleBits));
      }
    } catch (RuntimeException e) {
      made.forEach(GradientAccumulator::close);
      throw e;
    }
    rows = List.copyOf(made);
  }

  public int columns() {
    return rows.size();
  }

  /** Adds the products of every pair of columns of a block. */
  public GramAccumulator add(EncryptedBlock block) {
    for (int i = 0; i < rows.size(); i++) {
      try (Ciphertext column = block.column(i)) {
        rows.get(i).addFrom(i, Collections.singletonList(block), List.of(column));
      }
    }
    return this;
  }

  /** Adds another owner's or task's accumulator of the same shape. */
  public GramAccumulator add(GramAccumulator other) {
    if (other.columns() != columns()) {
      throw new IllegalArgumentException(
          "Gram matrices of " + columns() + " and " + other.columns() + " columns do not add.");
    }
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).add(other.rows.get(i));
    }
    return this;
  }

  /** Row i: its column k is the pair (i, i + k). */
  public GradientAccumulator row(int i) {
    return rows.get(i);
  }

  @Override
  public void close() {
    rows.forEach(GradientAccumulator::close);
  }
}
