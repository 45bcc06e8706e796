package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A public quadratic form w'Gw - 2 b'w, its numbers integers at scale 2^{@value #SCALE_BITS}: the
 * squared error on rows in the clear of a model whose weights are encrypted, but for the mean
 * square of the target. Exact, so that cluster, owners and replayers form the same residues.
 *
 * @param gram the upper triangle of G, row by row: (0, 0), (0, 1), ...
 * @param right b, one per weight
 */
public record QuadraticForm(List<Long> gram, List<Long> right) {
  /** log2 of the scale of G and b. */
  public static final int SCALE_BITS = 30;

  /** log2 of the scale of what {@link #of} gives. */
  public static final int VALUE_SCALE_BITS = 2 * HeParameters.REFRESHED_SCALE_BITS + SCALE_BITS;

  /** The flood stands so far above the norm of G and b. */
  private static final int FLOOD_ABOVE_NORM = 54;

  public QuadraticForm {
    gram = List.copyOf(gram);
    right = List.copyOf(right);
    if (right.isEmpty() || gram.size() != right.size() * (right.size() + 1) / 2) {
      throw new IllegalArgumentException(
          "A form over %d weights has no triangle of %d numbers."
              .formatted(right.size(), gram.size()));
    }
  }

  /**
   * f of a release of this form: every owner adds a number uniform in [-2^f, 2^f]. It lies ten bits
   * above the noise that the weights' own brings, 2^44 |G| |w| for fresh weights of norm |w|, and
   * about 23 bits below the value.
   */
  public int floodBits() {
    BigInteger squares = BigInteger.ZERO;
    for (List<Long> numbers : List.of(gram, right)) {
      for (long number : numbers) {
        squares = squares.add(BigInteger.valueOf(number).pow(2));
      }
    }
    return FLOOD_ABOVE_NORM + squares.sqrt().bitLength();
  }

  /**
   * The form's value: degree 2, a constant polynomial at scale 2^{@value #VALUE_SCALE_BITS}. The
   * caller closes it.
   *
   * @param weights one per weight, constants at scale 2^40
   */
  public Ciphertext of(List<Ciphertext> weights) {
    List<Ciphertext> rows = new ArrayList<>();
    try {
      for (int i = 0; i < weights.size(); i++) {
        rows.add(row(i, weights));
      }
      return Ciphertext.dot(weights, rows);
    } finally {
      rows.forEach(Ciphertext::close);
    }
  }

  /** sum over j of G_ij w_j - 2 b_i, at scale 2^(40 + {@value #SCALE_BITS}). */
  private Ciphertext row(int i, List<Ciphertext> weights) {
    HeParameters parameters = weights.get(0).parameters();
    Ciphertext sum = times(weights.get(0), entry(i, 0));
    for (int j = 1; j < weights.size(); j++) {
      try (Ciphertext last = sum;
          Ciphertext next = times(weights.get(j), entry(i, j))) {
        sum = last.add(next);
      }
    }
    BigInteger constant =
        BigInteger.valueOf(-2 * right.get(i)).shiftLeft(HeParameters.REFRESHED_SCALE_BITS);
    try (Ciphertext whole = sum) {
      return whole.addConstant(parameters.residues(constant));
    }
  }

  private static Ciphertext times(Ciphertext weight, long factor) {
    return weight.multiplyConstant(
        weight.parameters().residues(BigInteger.valueOf(factor)), SCALE_BITS);
  }

  private long entry(int i, int j) {
    int low = Math.min(i, j);
    int d = right.size();
    return gram.get(low * d - low * (low - 1) / 2 + Math.abs(i - j));
  }
}
