package dev.lineal.lineage.chain;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The numbers of one account's transactions, in one process. A number is taken while its
 * transaction is under way, so a gap that a lost one leaves is filled by the next.
 */
final class Nonces {
  private final Set<Long> underWay = new HashSet<>();

  /** Takes the smallest free number. Called under the account's lock. */
  synchronized long take(LongSupplier pendingCount) {
    long nonce = pendingCount.getAsLong();
    while (!underWay.add(nonce)) {
      nonce++;
    }
    return nonce;
  }

  synchronized void release(long nonce) {
    underWay.remove(nonce);
  }
}
