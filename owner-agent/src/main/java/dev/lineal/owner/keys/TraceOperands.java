package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;

/**
 * Ciphertexts whose traces are wanted, without c_0, which owners do not need.
 *
 * @param residues [ciphertext][polynomial][limb][N], NTT form; polynomials c_1, and c_2 at degree 2
 * @param count ciphertexts
 * @param degree 1 or 2
 */
public record TraceOperands(ByteBuffer residues, int count, int degree) {
  public TraceOperands {
    if (count < 1 || degree < 1 || degree > 2) {
      throw new IllegalArgumentException(
          "Traces are of one or more ciphertexts of degree 1 or 2, not "
              + count
              + " of degree "
              + degree
              + ".");
    }
  }

  ByteBuffer checked(HeParameters parameters) {
    return ResidueBuffers.require("The trace operands", parameters, count * degree, residues);
  }
}
