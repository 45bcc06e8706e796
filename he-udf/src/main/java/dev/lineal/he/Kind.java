package dev.lineal.he;

/** What the bytes behind a {@link Header} are (docs/formats.md). */
public enum Kind {
  CIPHERTEXT(1, "ciphertext"),
  JOINT_PUBLIC_KEY(2, "joint public key"),
  ACCUMULATOR(3, "accumulator"),
  REFRESH_REQUEST(4, "refresh request"),
  SLOT_REFRESH_ANSWER(5, "slot refresh answer"),
  TRACE_REFRESH_ANSWER(6, "trace refresh answer"),
  SHARD(7, "shard"),
  TRACE_RELEASE_ANSWER(8, "trace release answer"),
  REFRESH_EVIDENCE(9, "refresh evidence"),
  TRACE_SHARE_ANSWER(10, "trace share answer"),
  PARTIAL_PRODUCT_ANSWER(11, "partial product answer");

  private final int number;
  private final String words;

  Kind(int number, String words) {
    this.number = number;
    this.words = words;
  }

  int number() {
    return number;
  }

  @Override
  public String toString() {
    return words;
  }
}
