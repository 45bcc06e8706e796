package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.owner.policy.FailedCheck;
import dev.lineal.owner.policy.Place;
import java.util.Arrays;
import java.util.Map;

/** The equations of the check, and how a failed one is told. */
enum Identity {
  /** sum over blocks of rho_b Y_b = sum over features of A_j W_j, of c_1 and c_2. */
  FORWARD("forward-product", "the sum of the blocks' products is not the agreed linear form"),
  /** The same of c_0. */
  FORWARD_C0("forward-product-c0", "the c_0 of the blocks' products is not the agreed one"),
  /** sum over blocks of rho_b Y_b = that of all owners' products with their shares, of c_1, c_2. */
  PARTIAL("partial-products", "the margins are not the sum of all owners' partial products"),
  /** The same of c_0. */
  PARTIAL_C0("partial-products-c0", "the c_0 of the margins is not that of the partial products"),
  /** Refreshed c_0 = sum of b_i + round(gamma (c_0 + sum of H_i)). */
  REFRESHED("refreshed-c0", "the refreshed c_0 is not what the owners' answers give"),
  /** sum over features of rho'_j g_j = sum over blocks of C_b r_b, of c_1 and c_2. */
  GRADIENT("gradient", "the sum of the features' gradients is not the agreed one"),
  /** The same of the constant coefficient of c_0. */
  GRADIENT_C0("gradient-c0", "the constants of the gradients' c_0 are not the agreed ones"),
  /** sum over columns of rho'_j G_ij = sum over blocks of x_ib (sum of rho'_j x_jb). */
  GRAM("gram-row", "the sum of the row's products of columns is not the agreed one"),
  /** The same of the constant coefficient of c_0. */
  GRAM_C0("gram-row-c0", "the constants of the row's c_0 are not the agreed ones"),
  /** sum over rows of rho'_i (G w - b)_i = sum over columns of K_j W_j, of c_1 and c_2. */
  RESIDUAL("residual", "the sum of the features' residuals is not the agreed linear form"),
  /** The same of the constant coefficient of c_0. */
  RESIDUAL_C0("residual-c0", "the constants of the residuals' c_0 are not the agreed ones"),
  /** The product that a release sums, as this owner forms it. */
  RELEASED("released-sum", "the sum to be released is not the agreed one");

  private final String text;
  private final String problem;

  Identity(String text, String problem) {
    this.text = text;
    this.problem = problem;
  }

  /**
   * Holds packed polynomials against what they must be.
   *
   * @param items such as {@code blocks 0 to 2}
   * @throws FailedCheck naming the first limb and position that differ
   */
  void require(
      Place place,
      String items,
      HeParameters parameters,
      byte[] got,
      byte[] expected,
      Map<String, byte[]> evidence) {
    int at = Arrays.mismatch(got, expected);
    if (at >= 0) {
      throw failed(place, items + where(parameters, at), evidence);
    }
  }

  /** The failure of this equation. */
  FailedCheck failed(Place place, String items, Map<String, byte[]> evidence) {
    return new FailedCheck(place, text, items + ": " + problem + ".", evidence);
  }

  private static String where(HeParameters parameters, int at) {
    int polynomial = at / parameters.packedBytes();
    int left = at % parameters.packedBytes();
    int limb = 0;
    int bytes = parameters.residueBits(0) * parameters.ringDegree() / 8;
    while (left >= bytes) {
      left -= bytes;
      limb++;
      bytes = parameters.residueBits(limb) * parameters.ringDegree() / 8;
    }
    int position = (int) (left * 8L / parameters.residueBits(limb));
    return ", polynomial %d, limb %d, position %d".formatted(polynomial, limb, position);
  }
}
