package dev.lineal.jobs.train;

import java.io.Serializable;

/**
 * Where a task's time went, nanoseconds.
 *
 * @param arithmetic in native code, packing included
 * @param owners waiting for the owners' answers
 * @param hash of requests and refreshed values
 * @param requestBytes to one owner
 * @param replyBytes from one owner
 */
public record Timings(long arithmetic, long owners, long hash, long requestBytes, long replyBytes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final Timings ZERO = new Timings(0, 0, 0, 0, 0);

  public Timings plus(Timings other) {
    return new Timings(
        arithmetic + other.arithmetic,
        owners + other.owners,
        hash + other.hash,
        requestBytes + other.requestBytes,
        replyBytes + other.replyBytes);
  }
}
