package dev.lineal.owner.policy;

import dev.lineal.lineage.identity.IdentitySignature;

/**
 * Canonical JSON and its owner's signature over exactly these bytes.
 *
 * @param json canonical bytes
 */
public record SignedDocument(byte[] json, IdentitySignature signature) {
  @Override
  public String toString() {
    return "SignedDocument[" + json.length + " bytes]";
  }
}
