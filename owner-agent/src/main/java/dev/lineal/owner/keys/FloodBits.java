package dev.lineal.owner.keys;

/** How wide a flood is: uniform in [-2^f, 2^f]. */
final class FloodBits {
  private static final int LEAST = 40;
  private static final int MOST = 128;

  private FloodBits() {}

  /** Returns f when all owners' floods fit into Q and hide what they cover. */
  static int require(int bits) {
    if (bits < LEAST || bits > MOST) {
      throw new IllegalArgumentException(
          "A flood has %d to %d bits, so that all owners' floods fit into Q; not %d."
              .formatted(LEAST, MOST, bits));
    }
    return bits;
  }
}
