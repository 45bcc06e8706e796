package dev.lineal.lineage.attest;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentityKeyPair;
import java.util.ArrayList;
import java.util.List;

/**
 * A payload and signatures over it: DSSE v1 of the secure systems laboratory, with Ed25519 keys.
 * Made or parsed, not yet believed: {@link #check}.
 */
public final class Envelope {
  /** Payload type of every manifest. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  private final String payloadType;
  private final byte[] payload;
  private final List<EnvelopeSignature> signatures;

  /**
   * An envelope of what others signed, such as an owner's answer and its signature.
   *
   * @param signatures at least one, by distinct keys
   */
  public Envelope(String payloadType, byte[] payload, List<EnvelopeSignature> signatures) {
    this.payloadType = Require.text("payloadType", payloadType);
    this.payload = payload.clone();
    this.signatures = Require.notEmpty("signatures", signatures);
    Require.distinct("signatures", signatures.stream().map(EnvelopeSignature::key).toList());
  }

  /** A payload signed by one key. */
  public static Envelope sign(String payloadType, byte[] payload, IdentityKeyPair signer) {
    return new Envelope(payloadType, payload, List.of(signature(payloadType, payload, signer)));
  }

  /** The same payload, signed by one key more. */
  public Envelope alsoSignedBy(IdentityKeyPair signer) {
    List<EnvelopeSignature> more = new ArrayList<>(signatures);
    more.add(signature(payloadType, payload, signer));
    return new Envelope(payloadType, payload, more);
  }

  private static EnvelopeSignature signature(String type, byte[] payload, IdentityKeyPair signer) {
    return new EnvelopeSignature(signer.publicKey(), signer.signPayload(type, payload));
  }

  /** Reads JSON: strict in its fields, free in their order and white space. */
  public static Envelope parse(byte[] json) {
    return EnvelopeJson.parse(json);
  }

  /** JSON, UTF-8. */
  public byte[] toJson() {
    return EnvelopeJson.write(this);
  }

  /**
   * Checks that the payload is of a type, that every signature holds, and that one is by this key.
   *
   * @return the payload
   */
  public byte[] check(String wantedType, IdentityKey signer) {
    if (!payloadType.equals(wantedType)) {
      throw LineageErrors.forged(
          "envelope", "its payload is %s, not %s".formatted(payloadType, wantedType));
    }
    for (EnvelopeSignature one : signatures) {
      if (!one.key().verifiesPayload(payloadType, payload, one.signature())) {
        throw LineageErrors.forged("envelope", "%s did not sign this payload".formatted(one.key()));
      }
    }
    if (signatures.stream().noneMatch(one -> one.key().equals(signer))) {
      throw LineageErrors.forged("envelope", "%s did not sign it".formatted(signer));
    }
    return payload();
  }

  /** What the payload is. */
  public String payloadType() {
    return payloadType;
  }

  /** A copy of the signed bytes. */
  public byte[] payload() {
    return payload.clone();
  }

  /** At least one, by distinct keys. */
  public List<EnvelopeSignature> signatures() {
    return signatures;
  }
}
