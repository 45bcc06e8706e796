package dev.lineal.lineage.licence;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;

/**
 * Who writes into a file ledger: an identity key and the statement that binds it to a wallet.
 *
 * @param identity that signs
 * @param binding of that identity
 */
public record LedgerSigner(IdentityKeyPair identity, WalletBinding binding) {
  public LedgerSigner {
    Require.present("identity", identity);
    Require.present("binding", binding);
    if (!identity.publicKey().equals(binding.identityKey())) {
      throw new IllegalArgumentException(
          "binding: is of %s, not of %s".formatted(binding.identityKey(), identity.publicKey()));
    }
  }
}
