package dev.lineal.owner.keys;

import java.nio.ByteBuffer;

/**
 * What names a request, and therefore its answer. Every random number of the answer is a function
 * of these fields and the owner's key: never answer two requests that differ in anything but share
 * all of them.
 *
 * @param keySet fingerprint of the key set, 32 bytes
 * @param run the run's id, 32 bytes
 * @param iteration 0 or more
 * @param round 0 .. 65535
 * @param index of the block or feature; the first of a slice
 * @param digest SHA-256 of the whole request, every polynomial included, computed by this owner
 *     while parsing
 */
public record RefreshRequest(
    byte[] keySet, byte[] run, int iteration, int round, int index, byte[] digest) {
  public RefreshRequest {
    keySet = Bytes.hashSized("The key set's fingerprint", keySet);
    run = Bytes.hashSized("The run id", run);
    digest = Bytes.hashSized("The request's digest", digest);
    if (iteration < 0 || index < 0 || round < 0 || round > 0xffff) {
      throw new IllegalArgumentException(
          "Iteration and index are 0 or more and the round is 0 .. 65535, not "
              + iteration
              + ", "
              + index
              + ", "
              + round
              + ".");
    }
  }

  @Override
  public byte[] keySet() {
    return keySet.clone();
  }

  @Override
  public byte[] run() {
    return run.clone();
  }

  @Override
  public byte[] digest() {
    return digest.clone();
  }

  /** The same request's entry {@code offset} places further. */
  RefreshRequest plus(int offset) {
    return new RefreshRequest(keySet, run, iteration, round, Math.addExact(index, offset), digest);
  }

  /** All fields in order, numbers big-endian: 32 + 32 + 4 + 2 + 4 + 32 bytes. */
  byte[] encoded() {
    return ByteBuffer.allocate(3 * Bytes.HASH + 10)
        .put(keySet)
        .put(run)
        .putInt(iteration)
        .putShort((short) round)
        .putInt(index)
        .put(digest)
        .array();
  }
}
