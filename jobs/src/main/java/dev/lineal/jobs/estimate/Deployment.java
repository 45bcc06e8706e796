package dev.lineal.jobs.estimate;

import java.util.OptionalDouble;

/**
 * Where a run takes place. Without a line everything, owners included, shares the cores of one
 * machine; with one every executor and every owner has a machine of so many cores.
 *
 * @param executors 1 without a line
 * @param cores of a machine
 * @param networkMbit of each owner's and each executor's line, both directions together
 * @param roundTripMs between cluster and owners
 */
public record Deployment(int executors, int cores, OptionalDouble networkMbit, double roundTripMs) {
  /** Tasks at one time. */
  long workers() {
    return (long) executors * cores;
  }

  /** Most pieces of work that one worker has. */
  long turns(long pieces) {
    return Workload.pieces(pieces, workers());
  }

  /** Workers that have something to do. */
  double busy(long pieces) {
    return Math.max(1, Math.min(workers(), pieces));
  }

  /** Time of bytes on one line; 0 without one. */
  double line(double bytes) {
    return networkMbit.isPresent() ? bytes * 8 / (networkMbit.getAsDouble() * 1e6) : 0;
  }

  /** Elapsed time of one owner's CPU time while the others are at the same. */
  double owners(int owners, double cpu) {
    return networkMbit.isPresent() ? cpu / cores : cpu * owners / cores;
  }
}
