package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedWeights;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Public encryptions (constant, 0) of integers at scale 2^40. */
final class PublicConstants {
  private PublicConstants() {}

  static Ciphertext of(HeParameters parameters, long keyId, BigInteger value) {
    byte[] zero = new byte[2 * parameters.packedBytes()];
    try (Ciphertext nothing =
        Ciphertext.unpack(parameters, 1, HeParameters.REFRESHED_SCALE_BITS, keyId, zero, 0)) {
      return nothing.addConstant(parameters.residues(value));
    }
  }

  /** In one row; the caller closes it. */
  static EncryptedWeights row(HeParameters parameters, long keyId, List<BigInteger> values) {
    List<Ciphertext> constants = new ArrayList<>();
    try {
      values.forEach(value -> constants.add(of(parameters, keyId, value)));
      return new EncryptedWeights(constants);
    } finally {
      constants.forEach(Ciphertext::close);
    }
  }
}
