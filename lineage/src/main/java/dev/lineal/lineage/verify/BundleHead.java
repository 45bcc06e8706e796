package dev.lineal.lineage.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.WalletSignature;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;
import dev.lineal.lineage.manifest.StrictObject;

/**
 * {@code bundle.json}: where wallets signed, and the one signature that has no file of its own.
 *
 * @param planSignature the trainer's, EIP-712
 */
record BundleHead(SigningDomain domain, WalletSignature planSignature) {
  private static final String DOCUMENT = "bundle.json";
  private static final String SCHEMA = "lineal.bundle/1";

  static BundleHead parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(BundleHead::read);
  }

  private static BundleHead read(StrictObject head) {
    head.constant("schema", SCHEMA);
    return new BundleHead(
        head.object("domain").read(BundleHead::readDomain),
        head.value("plan_signature", WalletSignature::new));
  }

  private static SigningDomain readDomain(StrictObject domain) {
    return new SigningDomain(
        domain.text("name"),
        domain.text("version"),
        domain.integer("chain_id", 0, dev.lineal.lineage.Require.MAX_JSON_INTEGER),
        domain.nullableValue("verifying_contract", Address::new));
  }

  byte[] canonicalBytes() {
    ObjectNode node = Statement.object().put("schema", SCHEMA);
    node.putObject("domain")
        .put("name", domain.name())
        .put("version", domain.version())
        .put("chain_id", domain.chainId())
        .put("verifying_contract", domain.verifyingContract().map(Address::text).orElse(null));
    node.put("plan_signature", planSignature.hex());
    return CanonicalJson.write(node, DOCUMENT);
  }
}
