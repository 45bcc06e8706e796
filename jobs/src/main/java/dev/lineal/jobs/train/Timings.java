package dev.lineal.jobs.train;

import java.io.Serializable;

/**
 * Where a task's time went, nanoseconds.
 *
 * @param forward arithmetic on ciphertexts of round 1, packing included
 * @param products of rounds 2 to 4
 * @param gradient of the round per feature
 * @param reduce adding up partial sums of other partitions
 * @param combine putting the owners' answers together
 * @param owners the slowest owner's own work, as it says itself
 * @param http the rest of the wait for the owners
 * @param hash of requests and refreshed values
 * @param requestBytes to one owner
 * @param replyBytes from one owner
 */
public record Timings(
    long forward,
    long products,
    long gradient,
    long reduce,
    long combine,
    long owners,
    long http,
    long hash,
    long requestBytes,
    long replyBytes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final Timings ZERO = new Timings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public Timings plus(Timings other) {
    return new Timings(
        forward + other.forward,
        products + other.products,
        gradient + other.gradient,
        reduce + other.reduce,
        combine + other.combine,
        owners + other.owners,
        http + other.http,
        hash + other.hash,
        requestBytes + other.requestBytes,
        replyBytes + other.replyBytes);
  }

  /** All of the time. */
  public long total() {
    return forward + products + gradient + reduce + combine + owners + http + hash;
  }
}
