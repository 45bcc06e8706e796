package dev.lineal.owner.bench;

import java.util.List;

/** Somebody else's library, measured beside ours. */
interface Peer {
  String name();

  /** How to get it on this machine. */
  String how();

  /**
   * One pass over everything that it can do.
   *
   * @throws PeerMissing when it is not to be had here
   */
  Pass measure(int round);

  /**
   * @param version of what was measured
   * @param epochs what else there is to say of encrypted epochs
   */
  record Pass(String version, List<Timing> timings, List<Epoch> epochs) {}

  /** Microseconds of CPU. */
  record Timing(Operation operation, double micros) {}

  /**
   * @param packing how rows are laid into ciphertexts
   * @param worstError of a new weight, against the same epoch in the clear
   */
  record Epoch(
      String packing, int rows, double encryptMicros, long ciphertextBytes, double worstError) {}
}
