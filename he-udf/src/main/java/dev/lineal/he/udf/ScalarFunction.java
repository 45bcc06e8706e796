package dev.lineal.he.udf;

import java.util.function.Function;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** The functions of one row; {@link HeExpression} evaluates them. */
enum ScalarFunction {
  ADD(
      Signature.scalar(
          "he_add",
          "_FUNC_(a, b) - The sum of two ciphertexts of equal parameter set, joint key, scale and"
              + " degree.",
          Signature.CIPHERTEXT,
          Signature.CIPHERTEXT),
      arguments -> CiphertextFunctions.add((byte[]) arguments[0], (byte[]) arguments[1])),
  MULTIPLY(
      Signature.scalar(
          "he_multiply",
          "_FUNC_(a, b) - The product, slot by slot, of two ciphertexts of degree 1: degree 2, the"
              + " scales multiply.",
          Signature.CIPHERTEXT,
          Signature.CIPHERTEXT),
      arguments -> CiphertextFunctions.multiply((byte[]) arguments[0], (byte[]) arguments[1])),
  DOT(
      Signature.scalar(
          "he_dot",
          "_FUNC_(a, b) - The sum of the products a[i] b[i] of two arrays of degree-1 ciphertexts,"
              + " of one length above 0: degree 2, the scales multiply. A null element gives null.",
          Signature.CIPHERTEXTS,
          Signature.CIPHERTEXTS),
      arguments -> CiphertextFunctions.dot((ArrayData) arguments[0], (ArrayData) arguments[1])),
  ENCRYPT(
      Signature.scalar(
          "he_encrypt",
          "_FUNC_(fingerprint, values) - A fresh ciphertext of degree 1 and scale 2^42 of up to N/2"
              + " doubles under the joint public key with this fingerprint (64 hexadecimal digits)"
              + " in spark.lineal.keys. Every evaluation gives other bytes. A null element gives"
              + " null.",
          DataTypes.StringType,
          doubles()),
      arguments ->
          CiphertextFunctions.encrypt(
              ((UTF8String) arguments[0]).toString(), (ArrayData) arguments[1]));

  private final Signature signature;
  private final Function<Object[], byte[]> body;

  ScalarFunction(Signature signature, Function<Object[], byte[]> body) {
    this.signature = signature;
    this.body = body;
  }

  Signature signature() {
    return signature;
  }

  /** Encryption is randomised, so that Spark must neither fold nor repeat it. */
  boolean deterministic() {
    return this != ENCRYPT;
  }

  /**
   * @param arguments of the signature's types, none null
   */
  byte[] apply(Object... arguments) {
    return body.apply(arguments);
  }

  private static DataType doubles() {
    return DataTypes.createArrayType(DataTypes.DoubleType);
  }
}
