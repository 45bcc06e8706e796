package dev.lineal.he.refresh;

import dev.lineal.he.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The public seed of a refreshed ciphertext's a: SHA-256 over a label, the key set, and the whole
 * position and digest of the request, numbers big-endian. Everybody computes it; nobody sends it,
 * so no two requests ever share an a (docs/protocol.md, collective refresh).
 *
 * @param keySet fingerprint of the joint public key, 32 bytes
 * @param run id of the run, 32 bytes
 * @param requestDigest SHA-256 of the whole request, 32 bytes
 */
public record RefreshSeed(
    byte[] keySet, byte[] run, int iteration, int round, byte[] requestDigest) {
  private static final byte[] LABEL =
      "lineal/refresh/uniform/v1".getBytes(StandardCharsets.US_ASCII);

  public RefreshSeed {
    if (keySet.length != 32 || run.length != 32 || requestDigest.length != 32) {
      throw new IllegalArgumentException("Key set, run and request digest have 32 bytes each.");
    }
    keySet = keySet.clone();
    run = run.clone();
    requestDigest = requestDigest.clone();
  }

  public static RefreshSeed of(byte[] keySet, RefreshRequest request) {
    return new RefreshSeed(
        keySet, request.run(), request.iteration(), request.round(), request.digest());
  }

  /** The 32-byte seed for the item (block or feature) number {@code index}. */
  public byte[] forItem(int index) {
    return Sha256.of(label(LABEL, index));
  }

  /** A label and the same fields, for derivations that must be bound to the same request. */
  public byte[] label(byte[] label, int index) {
    return ByteBuffer.allocate(label.length + 32 + 32 + 4 + 2 + 4 + 32)
        .put(label)
        .put(keySet)
        .put(run)
        .putInt(iteration)
        .putShort((short) round)
        .putInt(index)
        .put(requestDigest)
        .array();
  }
}
