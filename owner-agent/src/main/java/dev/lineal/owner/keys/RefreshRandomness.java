package dev.lineal.owner.keys;

import dev.lineal.he.FixedPoint;
import java.nio.ByteBuffer;

/**
 * Keys of the secret random numbers of an answer: HMAC-SHA256 under the owner's PRF key over a
 * label of the purpose, all fields of the request and the terms of the refresh (mask bound,
 * factor), so that an answer under other terms never shares a mask. The caller overwrites a key.
 * Source: docs/protocol.md, collective refresh.
 */
final class RefreshRandomness {
  private static final byte[] SLOTS = Bytes.ascii("lineal/refresh/slots/v1");
  private static final byte[] TRACES = Bytes.ascii("lineal/refresh/traces/v1");
  private static final byte[] PARTIAL = Bytes.ascii("lineal/refresh/partial/v1");
  private static final byte[] FLOOD = Bytes.ascii("lineal/release/flood/v1");
  private static final byte[] NOISE = Bytes.ascii("lineal/release/noise/v1");

  private RefreshRandomness() {}

  /** Key of the masks and the noise of one slot refresh. */
  static byte[] slotKey(SecretShare share, RefreshItem item, MaskBound masks, FixedPoint gamma) {
    byte[] factor =
        ByteBuffer.allocate(12).putLong(gamma.numerator()).putInt(gamma.shift()).array();
    return key(share, SLOTS, item, masks.bound().toByteArray(), factor);
  }

  /** Key of the mask and the noise of one trace refresh. */
  static byte[] traceKey(SecretShare share, RefreshItem item, MaskBound masks) {
    return key(share, TRACES, item, masks.bound().toByteArray());
  }

  /** Key of the encryption of one partial product. */
  static byte[] partialKey(SecretShare share, RefreshItem item) {
    return key(share, PARTIAL, item);
  }

  /** Key of the flood of one released trace. */
  static byte[] floodKey(SecretShare share, RefreshItem item, int floodBits) {
    return key(share, FLOOD, item, new byte[] {(byte) floodBits});
  }

  /** Key of the noise on one release of shares. */
  static byte[] noiseKey(SecretShare share, RefreshItem item) {
    return key(share, NOISE, item);
  }

  private static byte[] key(SecretShare share, byte[] label, RefreshItem item, byte[]... terms) {
    byte[][] parts = new byte[terms.length + 1][];
    parts[0] = item.request().label(label, item.index());
    System.arraycopy(terms, 0, parts, 1, terms.length);
    return Bytes.hmacSha256(share.prfKey(), parts);
  }
}
