package dev.lineal.owner.keys;

import dev.lineal.he.refresh.RefreshSeed;

/**
 * What names one item of a request, and therefore its answer. Every random number of the answer is
 * a function of these fields, the terms of the refresh and the owner's key: never answer two
 * requests that differ in anything but share all of them.
 *
 * @param request key set, run, iteration, round, and the digest of the whole request, every
 *     polynomial included, computed by this owner while parsing
 * @param index of the block or feature; the first of a slice
 */
public record RefreshItem(RefreshSeed request, int index) {
  public RefreshItem {
    if (request.iteration() < 0 || request.round() < 0 || request.round() > 0xffff || index < 0) {
      throw new IllegalArgumentException(
          "Iteration and index are 0 or more and the round is 0 .. 65535, not "
              + request.iteration()
              + ", "
              + index
              + ", "
              + request.round()
              + ".");
    }
  }

  /** The same request's entry {@code offset} places further. */
  RefreshItem plus(int offset) {
    return new RefreshItem(request, Math.addExact(index, offset));
  }

  /** Seed of the refreshed ciphertext's uniform part a; public. */
  byte[] uniformSeed() {
    return request.forItem(index);
  }
}
