package dev.lineal.owner.shard;

import java.io.IOException;

/** Hears of every fault of every rejected row, in the order of the rows. */
@FunctionalInterface
public interface RejectionLog {
  /** Keeps nothing. */
  RejectionLog NONE = rejection -> {};

  void reject(Rejection rejection) throws IOException;
}
