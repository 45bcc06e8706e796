package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import java.nio.charset.StandardCharsets;

/**
 * What DSSE v1 signs: {@code DSSEv1}, the payload's type and the payload, each behind its length in
 * bytes. No {@link SignedPurpose} starts like it, so neither kind of signature passes for the
 * other.
 */
final class PreAuthentication {
  private PreAuthentication() {}

  /** Everything in front of the payload itself. */
  static byte[] head(String payloadType, byte[] payload) {
    Require.text("payloadType", payloadType);
    int typeBytes = payloadType.getBytes(StandardCharsets.UTF_8).length;
    return "DSSEv1 %d %s %d "
        .formatted(typeBytes, payloadType, payload.length)
        .getBytes(StandardCharsets.UTF_8);
  }
}
