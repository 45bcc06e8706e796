package dev.lineal.owner.home;

import dev.lineal.lineage.chain.Keystore;

/** What one guess of a passphrase costs. */
public enum GuessCost {
  /** Argon2id by RFC 9106's second choice: 64 MiB, 3 passes, 4 lanes; about half a second. */
  STANDARD(1 << 16, 3, 4, Keystore.Cost.STANDARD),
  /** For tests and throw-away sandboxes, protects nothing. */
  INSECURE_TEST(1 << 6, 1, 1, Keystore.Cost.INSECURE_TEST);

  private final int kibibytes;
  private final int passes;
  private final int lanes;
  private final Keystore.Cost keystore;

  GuessCost(int kibibytes, int passes, int lanes, Keystore.Cost keystore) {
    this.kibibytes = kibibytes;
    this.passes = passes;
    this.lanes = lanes;
    this.keystore = keystore;
  }

  int kibibytes() {
    return kibibytes;
  }

  int passes() {
    return passes;
  }

  int lanes() {
    return lanes;
  }

  Keystore.Cost keystore() {
    return keystore;
  }
}
