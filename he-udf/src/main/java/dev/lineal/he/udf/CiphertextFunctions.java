package dev.lineal.he.udf;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * The scalar functions on serialised ciphertexts. All native objects are closed on return; corrupt
 * bytes are a {@link HeFormatException}, operands that do not go together an {@link
 * IllegalArgumentException}.
 */
final class CiphertextFunctions {
  private CiphertextFunctions() {}

  /** Equal parameter set, joint key, scale and degree. */
  static byte[] add(byte[] a, byte[] b) {
    try (Ciphertext x = Ciphertext.parse(a);
        Ciphertext y = Ciphertext.parse(b);
        Ciphertext sum = add(x, y)) {
      return sum.toBytes();
    }
  }

  /**
   * The sum, for {@code he_add} and {@code he_sum}; the caller closes it.
   *
   * @throws IllegalArgumentException naming parameter set, key, scale and degree of both
   */
  static Ciphertext add(Ciphertext a, Ciphertext b) {
    boolean alike =
        a.parameters().equals(b.parameters())
            && a.keyId() == b.keyId()
            && a.scaleBits() == b.scaleBits()
            && a.degree() == b.degree();
    if (!alike) {
      throw UdfErrors.unlike(a, b);
    }
    return a.add(b);
  }

  /** Degree 1 x 1 -> 2, the scales multiply. */
  static byte[] multiply(byte[] a, byte[] b) {
    try (Ciphertext x = Ciphertext.parse(a);
        Ciphertext y = Ciphertext.parse(b);
        Ciphertext product = x.multiply(y)) {
      return product.toBytes();
    }
  }

  /** Arrays of BINARY of one length above 0: degree 2, the scales multiply; null for a null. */
  static byte[] dot(ArrayData a, ArrayData b) {
    if (anyNull(a) || anyNull(b)) {
      return null;
    }
    try (CiphertextRow x = CiphertextRow.parse(a);
        CiphertextRow y = CiphertextRow.parse(b);
        Ciphertext product = Ciphertext.dot(x.items(), y.items())) {
      return product.toBytes();
    }
  }

  /** A fresh ciphertext of degree 1 and scale 2^42 of an array of DOUBLE; null for a null. */
  static byte[] encrypt(String fingerprint, ArrayData values) {
    if (anyNull(values)) {
      return null;
    }
    try (Ciphertext fresh =
        ExecutorKeys.ofThisProcess().encrypt(fingerprint, values.toDoubleArray())) {
      return fresh.toBytes();
    }
  }

  private static boolean anyNull(ArrayData array) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        return true;
      }
    }
    return false;
  }
}
