package dev.lineal.jobs.train;

import java.io.Serializable;

/**
 * One owner's part of one row of the Gram matrix, encrypted: leaving an owner out is leaving its
 * parts out of the sums.
 *
 * @param owner index of the dataset in the plan
 * @param row of the triangle
 * @param accumulator a serialised {@code GradientAccumulator} of the pairs (row, row) .. (row,
 *     target)
 */
public record GramPart(int owner, int row, byte[] accumulator) implements Serializable {
  private static final long serialVersionUID = 1L;
}
