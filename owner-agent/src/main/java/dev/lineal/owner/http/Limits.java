package dev.lineal.owner.http;

import dev.lineal.lineage.Require;
import java.time.Duration;

/**
 * What clients may use of this process, so that slow and hostile ones exhaust nothing.
 *
 * @param threads that serve requests at the same time
 * @param connections open at the same time, each with at most one request that waits for a thread
 * @param bodiesInFlight bytes of all bodies being read or answered; memory is about four times that
 * @param idle without a byte, after which a connection is closed, and the longest time for a
 *     request's head
 * @param leastRate bytes a second, after a start of {@code idle}, below which a body or an answer
 *     is given up
 */
public record Limits(
    int threads, int connections, long bodiesInFlight, Duration idle, long leastRate) {
  /** For an owner's server: 64 threads, 512 connections, 192 MiB of bodies, 30 s, 64 KiB/s. */
  public static final Limits DEFAULT =
      new Limits(64, 512, 192L << 20, Duration.ofSeconds(30), 64 << 10);

  public Limits {
    Require.range("threads", threads, 8, 4096);
    Require.range("connections", connections, 1, 1 << 16);
    Require.range("bodies in flight", bodiesInFlight, 1 << 20, 1L << 40);
    Require.range("idle milliseconds", idle.toMillis(), 10, 3_600_000);
    Require.range("least rate", leastRate, 1, 1L << 40);
  }

  /** Threads that may read small documents: slow ones leave the others to refreshes. */
  int documentReaders() {
    return threads / 4;
  }

  /** Threads that may wait for room for their bodies. */
  int waiters() {
    return threads / 4;
  }

  /** The longest that a body of so many bytes may take. */
  Duration patience(long bytes) {
    return idle.plusSeconds(bytes / leastRate);
  }
}
