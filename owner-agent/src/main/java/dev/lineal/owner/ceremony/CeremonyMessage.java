package dev.lineal.owner.ceremony;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.identity.SignedPurpose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An owner's signed message of one round. Bytes, numbers big-endian: {@code LCM1}, round u16, owner
 * u16, ceremony 32, view 32, length of the payload u32, payload, signature 64. Signed is everything
 * before the payload, then the payload's SHA-256.
 *
 * @param ceremony that it belongs to, 32 bytes
 * @param round 0 or more
 * @param owner place in the study
 * @param view hash of everything this owner had accepted, the request it answers included
 * @param payload of the round
 */
record CeremonyMessage(
    byte[] ceremony,
    int round,
    int owner,
    byte[] view,
    byte[] payload,
    IdentitySignature signature) {
  static final int OVERHEAD = 4 + 2 + 2 + 32 + 32 + 4 + IdentitySignature.BYTES;

  private static final SignedPurpose PURPOSE = new SignedPurpose("ceremony-message-1");
  private static final byte[] MAGIC = "LCM1".getBytes(StandardCharsets.US_ASCII);

  /** Where a message stands. */
  record Place(byte[] ceremony, int round, int owner, byte[] view) {}

  static CeremonyMessage sign(IdentityKeyPair identity, Place place, byte[] payload) {
    byte[] signed = signed(place, payload);
    return new CeremonyMessage(
        place.ceremony,
        place.round,
        place.owner,
        place.view,
        payload,
        identity.sign(PURPOSE, signed));
  }

  boolean signedBy(IdentityKey key) {
    return key.verifies(
        PURPOSE, signed(new Place(ceremony, round, owner, view), payload), signature);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(OVERHEAD + payload.length)
        .put(head(new Place(ceremony, round, owner, view), payload.length))
        .put(payload)
        .put(signature.bytes())
        .array();
  }

  Sha256 sha256() {
    return Sha256.hash(bytes());
  }

  /**
   * Reads one message from the buffer's position on.
   *
   * @throws IllegalArgumentException when there is none
   */
  static CeremonyMessage read(ByteBuffer in, int longestPayload) {
    if (in.remaining() < OVERHEAD) {
      throw new IllegalArgumentException("a message is cut off");
    }
    if (!ByteBuffer.wrap(MAGIC).equals(ByteBuffer.wrap(take(in, MAGIC.length)))) {
      throw new IllegalArgumentException("a message is of no version known here");
    }
    int round = in.getShort() & 0xffff;
    int owner = in.getShort() & 0xffff;
    byte[] ceremony = take(in, 32);
    byte[] view = take(in, 32);
    int length = in.getInt();
    if (length < 0
        || length > longestPayload
        || length > in.remaining() - IdentitySignature.BYTES) {
      throw new IllegalArgumentException(
          "the message of owner number " + owner + " has an impossible length");
    }
    byte[] payload = take(in, length);
    IdentitySignature signature = IdentitySignature.of(take(in, IdentitySignature.BYTES));
    return new CeremonyMessage(ceremony, round, owner, view, payload, signature);
  }

  private static byte[] signed(Place place, byte[] payload) {
    return ByteBuffer.allocate(OVERHEAD - IdentitySignature.BYTES + Sha256.BYTES)
        .put(head(place, payload.length))
        .put(Sha256.hash(payload).bytes())
        .array();
  }

  private static byte[] head(Place place, int payloadBytes) {
    return ByteBuffer.allocate(OVERHEAD - IdentitySignature.BYTES)
        .put(MAGIC)
        .putShort((short) place.round)
        .putShort((short) place.owner)
        .put(place.ceremony)
        .put(place.view)
        .putInt(payloadBytes)
        .array();
  }

  private static byte[] take(ByteBuffer in, int bytes) {
    byte[] taken = new byte[bytes];
    in.get(taken);
    return taken;
  }

  @Override
  public String toString() {
    return "CeremonyMessage[round " + round + ", owner " + owner + "]";
  }
}
