/**
 * Spark SQL functions on serialised ciphertexts: {@code
 * spark.sql.extensions=dev.lineal.he.udf.HeExtensions} registers {@code he_add}, {@code
 * he_multiply}, {@code he_dot}, {@code he_sum} and {@code he_encrypt}. Nothing here can decrypt.
 */
package dev.lineal.he.udf;
