package dev.lineal.lineage.identity;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.LinealMessages;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TypedData;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.chain.WalletSignature;
import java.time.Instant;
import java.util.Optional;

/**
 * The statement that an identity key signs for a wallet, signed by both: the wallet adopts the key
 * (EIP-712) and the key agrees, so that nobody can adopt a stranger's key.
 *
 * @param wallet that adopts
 * @param identityKey that is adopted
 * @param issuedAt whole seconds
 * @param walletSignature over {@link LinealMessages#identityBinding}
 * @param identitySignature over the same 32-byte EIP-712 hash
 */
public record WalletBinding(
    Address wallet,
    IdentityKey identityKey,
    Instant issuedAt,
    WalletSignature walletSignature,
    IdentitySignature identitySignature) {
  private static final SignedPurpose PURPOSE = new SignedPurpose("wallet-binding-1");

  public WalletBinding {
    Require.present("wallet", wallet);
    Require.present("identity_key", identityKey);
    Require.seconds("issued_at", issuedAt);
    Require.present("wallet_signature", walletSignature);
    Require.present("identity_signature", identitySignature);
  }

  /** Binds an identity to a wallet, for one domain. */
  public static WalletBinding sign(
      Wallet wallet, IdentityKeyPair identity, Instant issuedAt, SigningDomain domain) {
    TypedData statement = statement(wallet.address(), identity.publicKey(), issuedAt, domain);
    return new WalletBinding(
        wallet.address(),
        identity.publicKey(),
        issuedAt,
        wallet.sign(statement),
        identity.sign(PURPOSE, statement.hash()));
  }

  /** Checks both signatures; a false one is a {@code LineageException} that says which. */
  public void check(SigningDomain domain) {
    TypedData statement = statement(wallet, identityKey, issuedAt, domain);
    Optional<Address> signer = statement.signer(walletSignature);
    if (!signer.equals(Optional.of(wallet))) {
      throw LineageErrors.forged(
          "wallet binding",
          "it names wallet %s, but was signed by %s or for another chain"
              .formatted(wallet, signer.map(Address::text).orElse("no wallet")));
    }
    if (!identityKey.verifies(PURPOSE, statement.hash(), identitySignature)) {
      throw LineageErrors.forged(
          "wallet binding", "identity key %s did not agree".formatted(identityKey));
    }
  }

  private static TypedData statement(
      Address wallet, IdentityKey identityKey, Instant issuedAt, SigningDomain domain) {
    return new TypedData(
        domain,
        LinealMessages.identityBinding(wallet, identityKey.asBytes32(), issuedAt.getEpochSecond()));
  }
}
