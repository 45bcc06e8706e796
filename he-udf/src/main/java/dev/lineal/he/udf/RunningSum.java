package dev.lineal.he.udf;

import dev.lineal.he.Ciphertext;

/**
 * The buffer of {@code he_sum}: native while ciphertexts are added, wire bytes while it rests, so
 * that a buffer that Spark drops owns no native memory. A sum that a failed task leaves open is
 * closed by {@link TaskSums}. Not thread-safe.
 */
final class RunningSum implements AutoCloseable {
  private Ciphertext open;
  private byte[] bytes;

  /** A sum that {@link #rest()} has serialised; the bytes are read when something is added. */
  static RunningSum atRest(byte[] bytes) {
    RunningSum sum = new RunningSum();
    sum.bytes = bytes;
    return sum;
  }

  boolean isEmpty() {
    return open == null && bytes == null;
  }

  /**
   * Adds a serialised ciphertext.
   *
   * @throws dev.lineal.he.HeFormatException when it is corrupt
   * @throws IllegalArgumentException when it differs in parameter set, key, scale or degree
   */
  void add(byte[] ciphertext) {
    Ciphertext term = Ciphertext.parse(ciphertext);
    if (isEmpty()) {
      hold(term);
      return;
    }
    try (term;
        Ciphertext sum = take()) {
      hold(CiphertextFunctions.add(sum, term));
    }
  }

  /** Adds another sum, which rests afterwards. */
  void add(RunningSum other) {
    byte[] sum = other.rest();
    if (sum == null) {
      return;
    }
    if (isEmpty()) {
      bytes = sum;
    } else {
      add(sum);
    }
  }

  /** The sum's bytes, null when nothing was added; no native memory is held afterwards. */
  byte[] rest() {
    if (open != null) {
      try (Ciphertext sum = take()) {
        bytes = sum.toBytes();
      }
    }
    return bytes;
  }

  /** Drops the sum. */
  @Override
  public void close() {
    if (open != null) {
      take().close();
    }
    bytes = null;
  }

  private void hold(Ciphertext sum) {
    open = sum;
    bytes = null;
    TaskSums.opened(this);
  }

  /** Hands the native sum over to the caller, who closes it. */
  private Ciphertext take() {
    if (open == null) {
      return Ciphertext.parse(bytes);
    }
    Ciphertext sum = open;
    open = null;
    TaskSums.rested(this);
    return sum;
  }
}
