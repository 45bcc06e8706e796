package dev.lineal.lineage.licence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.StrictObject;
import dev.lineal.lineage.manifest.WalletBindingJson;
import java.util.Optional;

/**
 * One line of a {@link FileLedger}: canonical JSON with a grant or a revocation, the hash of the
 * line before it (null in the first), the signer's binding, and the identity's signature over all
 * of these.
 *
 * @param previous hash of the line before, without its newline
 * @param binding who signs
 * @param grant one of grant and revocation is there
 * @param revocation one of grant and revocation is there
 * @param signature over the canonical line without this field
 */
record LedgerLine(
    Optional<Sha256> previous,
    WalletBinding binding,
    Optional<Grant> grant,
    Optional<Revocation> revocation,
    IdentitySignature signature) {
  private static final String DOCUMENT = "ledger line";
  private static final String SCHEMA = "lineal.ledger/1";
  private static final SignedPurpose PURPOSE = new SignedPurpose("ledger-1");

  LedgerLine {
    if (grant.isPresent() == revocation.isPresent()) {
      throw new IllegalArgumentException("grant, revocation: exactly one of them must not be null");
    }
  }

  static LedgerLine sign(
      Optional<Sha256> previous,
      Optional<Grant> grant,
      Optional<Revocation> revocation,
      LedgerSigner signer) {
    byte[] signed = unsigned(previous, signer.binding(), grant, revocation);
    IdentitySignature signature = signer.identity().sign(PURPOSE, signed);
    return new LedgerLine(previous, signer.binding(), grant, revocation, signature);
  }

  boolean signatureHolds() {
    byte[] signed = unsigned(previous, binding, grant, revocation);
    return binding.identityKey().verifies(PURPOSE, signed, signature);
  }

  byte[] canonicalBytes() {
    ObjectNode node = node(previous, binding, grant, revocation);
    node.put("signature", signature.hex());
    return CanonicalJson.write(node, DOCUMENT);
  }

  static LedgerLine parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(LedgerLine::read);
  }

  private static LedgerLine read(StrictObject line) {
    line.constant("schema", SCHEMA);
    return new LedgerLine(
        line.nullableValue("previous", Sha256::parse),
        line.object("binding").read(WalletBindingJson::read),
        line.nullableObject("grant").map(grant -> grant.read(GrantJson::read)),
        line.nullableObject("revocation").map(object -> object.read(LedgerLine::revocation)),
        line.value("signature", IdentitySignature::new));
  }

  private static Revocation revocation(StrictObject revocation) {
    return new Revocation(
        revocation.sha256("grant"), revocation.text("reason"), revocation.time("revoked_at"));
  }

  private static byte[] unsigned(
      Optional<Sha256> previous,
      WalletBinding binding,
      Optional<Grant> grant,
      Optional<Revocation> revocation) {
    return CanonicalJson.write(node(previous, binding, grant, revocation), DOCUMENT);
  }

  private static ObjectNode node(
      Optional<Sha256> previous,
      WalletBinding binding,
      Optional<Grant> grant,
      Optional<Revocation> revocation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schema", SCHEMA);
    node.put("previous", previous.map(Sha256::toString).orElse(null));
    node.set("binding", WalletBindingJson.write(binding));
    node.set("grant", grant.map(GrantJson::write).orElse(null));
    node.set("revocation", revocation.map(LedgerLine::write).orElse(null));
    return node;
  }

  private static ObjectNode write(Revocation revocation) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("grant", revocation.grant().toString())
        .put("reason", revocation.reason())
        .put("revoked_at", revocation.revokedAt().toString());
  }
}
