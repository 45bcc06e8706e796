package dev.lineal.lineage.attest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentitySignature;

/**
 * One signature of an envelope.
 *
 * @param key whose it is; in an envelope, the {@code keyid}
 * @param signature over the payload's type and bytes
 */
public record EnvelopeSignature(IdentityKey key, IdentitySignature signature) {
  public EnvelopeSignature {
    Require.present("keyid", key);
    Require.present("sig", signature);
  }
}
