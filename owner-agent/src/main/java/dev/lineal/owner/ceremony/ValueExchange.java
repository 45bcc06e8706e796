package dev.lineal.owner.ceremony;

import dev.lineal.lineage.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A step whose message is any bytes; a commitment is SHA-256 over label, ceremony, step, owner,
 * length and message.
 */
final class ValueExchange implements Exchange {
  private static final byte[] LABEL =
      "lineal/ceremony/value/v1\0".getBytes(StandardCharsets.US_ASCII);

  private final String name;
  private final Roster roster;
  private final int self;
  private final Supplier<byte[]> message;
  private final Consumer<List<byte[]>> absorb;
  private byte[] own;
  private List<byte[]> promised = List.of();

  /**
   * @param message makes this owner's message, once
   * @param absorb takes all owners'; names one by {@link StepRefusedException}
   */
  ValueExchange(
      String name,
      Roster roster,
      int self,
      Supplier<byte[]> message,
      Consumer<List<byte[]>> absorb) {
    this.name = name;
    this.roster = roster;
    this.self = self;
    this.message = message;
    this.absorb = absorb;
  }

  /** A step at which every owner must have come to the same bytes. */
  static ValueExchange agreement(String name, Roster roster, int self, Supplier<byte[]> value) {
    byte[][] ours = new byte[1][];
    return new ValueExchange(
        name,
        roster,
        self,
        () -> {
          ours[0] = value.get();
          return ours[0];
        },
        all -> requireEqual(all, ours[0]));
  }

  private static void requireEqual(List<byte[]> all, byte[] ours) {
    for (int owner = 0; owner < all.size(); owner++) {
      if (!Arrays.equals(all.get(owner), ours)) {
        throw new StepRefusedException(owner, "it came to another result than this owner");
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte[] commit() {
    own = message.get();
    return digest(self, own);
  }

  @Override
  public byte[] open(List<byte[]> commitments) {
    for (int owner = 0; owner < commitments.size(); owner++) {
      if (commitments.get(owner).length != Sha256.BYTES) {
        throw new StepRefusedException(owner, "its commitment has not 32 bytes");
      }
    }
    promised = new ArrayList<>(commitments);
    return own;
  }

  @Override
  public void accept(List<byte[]> messages) {
    for (int owner = 0; owner < messages.size(); owner++) {
      if (!MessageDigest.isEqual(digest(owner, messages.get(owner)), promised.get(owner))) {
        throw new StepRefusedException(owner, "the message is not the one it committed to");
      }
    }
    absorb.accept(messages);
  }

  private byte[] digest(int owner, byte[] value) {
    byte[] place =
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(owner).putInt(value.length).array();
    byte[] step = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 32);
    return Sha256.hash(LABEL, roster.ceremony(), step, place, value).bytes();
  }
}
