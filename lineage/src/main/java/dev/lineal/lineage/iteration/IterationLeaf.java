package dev.lineal.lineage.iteration;

import dev.lineal.lineage.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The data of a run's leaves: 24 characters {@code lineal/iteration-leaf/1}, zero byte included,
 * then big-endian the kind (1 request, 2 refreshed c_0), iteration, round, and slice or item
 * number, four bytes each but the kind's one, then 32 bytes of SHA-256. 69 bytes in all.
 */
public final class IterationLeaf {
  private static final byte[] HEAD =
      "lineal/iteration-leaf/1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = HEAD.length + 1 + 3 * Integer.BYTES + Sha256.BYTES;
  private static final byte REQUEST = 1;
  private static final byte REFRESHED = 2;

  private IterationLeaf() {}

  /** The leaf of a step's request. */
  public static byte[] request(StepRecord step) {
    return leaf(REQUEST, step, step.slice(), step.request());
  }

  /**
   * The leaf of one refreshed c_0.
   *
   * @param item position in {@link StepRecord#refreshed}
   */
  public static byte[] refreshed(StepRecord step, int item) {
    return leaf(REFRESHED, step, step.first() + item, step.refreshed().get(item));
  }

  private static byte[] leaf(byte kind, StepRecord step, int number, Sha256 hash) {
    return ByteBuffer.allocate(BYTES)
        .put(HEAD)
        .put(kind)
        .putInt(step.iteration())
        .putInt(step.round())
        .putInt(number)
        .put(hash.bytes())
        .array();
  }
}
