package dev.lineal.lineage.chain;

/** A signed transaction of which it is not yet known whether it counts. */
public final class PendingTransaction {
  private final Call call;
  private final String from;
  private final long nonce;
  private final String raw;
  private final String hash;

  PendingTransaction(Call call, String from, long nonce, String raw, String hash) {
    this.call = call;
    this.from = from;
    this.nonce = nonce;
    this.raw = raw;
    this.hash = hash;
  }

  /** What a node knows it by: 0x and 64 hex digits. */
  public String hash() {
    return hash;
  }

  Call call() {
    return call;
  }

  String from() {
    return from;
  }

  long nonce() {
    return nonce;
  }

  /** The signed bytes; sending them again changes nothing. */
  String raw() {
    return raw;
  }
}
