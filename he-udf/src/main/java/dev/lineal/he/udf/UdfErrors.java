package dev.lineal.he.udf;

import dev.lineal.he.Ciphertext;
import java.nio.file.Path;
import java.util.List;

/** What the SQL functions tell their users: the problem, why, what to do. */
final class UdfErrors {
  private UdfErrors() {}

  static IllegalArgumentException unlike(Ciphertext a, Ciphertext b) {
    return new IllegalArgumentException(
        "Two ciphertexts cannot be added because they differ: "
            + description(a)
            + " and "
            + description(b)
            + ". Group or filter by what differs; a refresh brings scales and degrees together.");
  }

  static IllegalArgumentException malformedFingerprint(String fingerprint) {
    return new IllegalArgumentException(
        "'"
            + fingerprint
            + "' is no fingerprint of a joint public key, which has 64 hexadecimal digits. Give"
            + " he_encrypt the joint_key_fingerprint of the study, in full.");
  }

  static IllegalArgumentException noPlaces(String fingerprint) {
    return new IllegalArgumentException(
        "The joint public key "
            + fingerprint
            + " cannot be found because "
            + KeyFiles.CONF
            + " is not set. Set it to a folder or a comma-separated list of files that every"
            + " executor can read, or to the names of files given to SparkContext.addFile.");
  }

  static IllegalArgumentException noKey(
      String fingerprint, List<String> places, int files, List<String> otherKeys) {
    return new IllegalArgumentException(
        "No joint public key has the fingerprint "
            + fingerprint
            + ". This executor looked in "
            + KeyFiles.CONF
            + "="
            + String.join(",", places)
            + ", where the joint public keys among "
            + files
            + " files are ["
            + String.join(", ", otherKeys)
            + "]. Put the key's file there on every executor, or correct the fingerprint.");
  }

  static String unreadable(Path path) {
    return path
        + ", named by "
        + KeyFiles.CONF
        + ", cannot be read. Let the executor's user read it, or remove it from the setting.";
  }

  private static String description(Ciphertext c) {
    return String.format(
        "(%s, key %016x, scale 2^%d, degree %d)",
        c.parameters().name(), c.keyId(), c.scaleBits(), c.degree());
  }
}
