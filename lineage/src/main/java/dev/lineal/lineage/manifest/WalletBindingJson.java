package dev.lineal.lineage.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.WalletSignature;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.identity.WalletBinding;

/** Text of a {@link WalletBinding}; its JSON Schema is {@code schemas/wallet-binding-1.json}. */
public final class WalletBindingJson {
  private static final String DOCUMENT = "wallet binding";
  private static final String SCHEMA = "lineal.wallet-binding/1";

  private WalletBindingJson() {}

  /** Reads canonical bytes. The signatures are read, not checked: {@link WalletBinding#check}. */
  public static WalletBinding parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(WalletBindingJson::read);
  }

  /** The one canonical text, UTF-8. */
  public static byte[] canonicalBytes(WalletBinding binding) {
    return CanonicalJson.write(write(binding), DOCUMENT);
  }

  /** The fields, for a document that holds a binding. */
  public static ObjectNode write(WalletBinding binding) {
    return Statement.object()
        .put("schema", SCHEMA)
        .put("wallet", binding.wallet().text())
        .put("identity_key", binding.identityKey().text())
        .put("issued_at", binding.issuedAt().toString())
        .put("wallet_signature", binding.walletSignature().hex())
        .put("identity_signature", binding.identitySignature().hex());
  }

  /** The fields of a document that holds a binding. */
  public static WalletBinding read(StrictObject binding) {
    binding.constant("schema", SCHEMA);
    return new WalletBinding(
        binding.value("wallet", Address::new),
        binding.value("identity_key", IdentityKey::new),
        binding.time("issued_at"),
        binding.value("wallet_signature", WalletSignature::new),
        binding.value("identity_signature", IdentitySignature::new));
  }
}
