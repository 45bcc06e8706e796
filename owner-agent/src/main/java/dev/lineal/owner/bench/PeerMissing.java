package dev.lineal.owner.bench;

/** A peer is not to be had on this machine; the message says why. */
final class PeerMissing extends RuntimeException {
  private static final long serialVersionUID = 1;

  PeerMissing(String why) {
    super(why);
  }
}
