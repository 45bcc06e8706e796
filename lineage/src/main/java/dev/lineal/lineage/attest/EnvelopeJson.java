package dev.lineal.lineage.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;
import dev.lineal.lineage.manifest.StrictObject;
import java.util.Base64;

/** Text of an {@link Envelope}; its JSON Schema is {@code schemas/envelope-1.json}. */
final class EnvelopeJson {
  private static final String DOCUMENT = "envelope";

  private EnvelopeJson() {}

  static byte[] write(Envelope envelope) {
    ObjectNode node = Statement.object().put("payloadType", envelope.payloadType());
    node.put("payload", Base64.getEncoder().encodeToString(envelope.payload()));
    ArrayNode signatures = node.putArray("signatures");
    for (EnvelopeSignature one : envelope.signatures()) {
      signatures
          .addObject()
          .put("keyid", one.key().text())
          .put("sig", Base64.getEncoder().encodeToString(one.signature().bytes()));
    }
    return CanonicalJson.write(node, DOCUMENT);
  }

  static Envelope parse(byte[] json) {
    return CanonicalJson.parse(CanonicalJson.canonicalize(json, DOCUMENT), DOCUMENT)
        .read(EnvelopeJson::read);
  }

  private static Envelope read(StrictObject envelope) {
    return new Envelope(
        envelope.text("payloadType"),
        envelope.value("payload", EnvelopeJson::base64),
        envelope.objects("signatures", EnvelopeJson::readSignature));
  }

  private static EnvelopeSignature readSignature(StrictObject one) {
    return new EnvelopeSignature(
        one.value("keyid", IdentityKey::new), one.value("sig", text -> signature(base64(text))));
  }

  private static IdentitySignature signature(byte[] bytes) {
    if (bytes.length != IdentitySignature.BYTES) {
      throw new IllegalArgumentException("must be 64 bytes, but is " + bytes.length);
    }
    return IdentitySignature.of(bytes);
  }

  /** One text per value: padding is required and stray bits are refused. */
  private static byte[] base64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("must be base64 (RFC 4648 section 4) with padding");
    }
    return bytes;
  }
}
