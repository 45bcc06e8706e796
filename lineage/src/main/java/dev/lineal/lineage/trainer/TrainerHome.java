package dev.lineal.lineage.trainer;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.OwnerOnlyFile;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.SealingKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.manifest.WalletBindingJson;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A trainer's directory (0700): {@code wallet.json}, which signs plans and holds grants, {@code
 * sealing.json}, the key that opens releases, and {@code identity.json}, which signs manifests; all
 * Web3 secret storage (0600) under one passphrase. {@code binding.json} binds identity to wallet.
 *
 * @param wallet of the trainer
 * @param sealing key pair of the licensee
 * @param identity whose signatures stand under manifests
 * @param bound when the identity was bound to the wallet
 */
public record TrainerHome(
    Wallet wallet, SealingKeyPair sealing, IdentityKeyPair identity, Instant bound)
    implements AutoCloseable {
  private static final String WALLET = "wallet.json";
  private static final String SEALING = "sealing.json";
  private static final String IDENTITY = "identity.json";
  private static final String BINDING = "binding.json";
  private static final int MAX_BINDING = 4096;

  /**
   * Makes a home; one that is there is never replaced.
   *
   * @throws dev.lineal.lineage.LineageException where a file exists or others can read it
   */
  public static TrainerHome create(Path home, char[] passphrase, Keystore.Cost cost) {
    TrainerHome fresh =
        new TrainerHome(
            Wallet.generate(),
            SealingKeyPair.generate(),
            IdentityKeyPair.generate(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    Keystore.save(fresh.wallet, home.resolve(WALLET), passphrase, cost);
    Keystore.saveSecret(fresh.sealing.revealSecret(), home.resolve(SEALING), passphrase, cost);
    Keystore.saveSecret(fresh.identity.revealSeed(), home.resolve(IDENTITY), passphrase, cost);
    OwnerOnlyFile.create(
        home.resolve(BINDING),
        WalletBindingJson.canonicalBytes(fresh.binding(SigningDomain.OFFLINE)));
    return fresh;
  }

  /**
   * Opens a home.
   *
   * @throws dev.lineal.lineage.LineageException where there is none, the passphrase is wrong, or
   *     others can read it
   */
  public static TrainerHome open(Path home, char[] passphrase) {
    Wallet wallet = Keystore.load(home.resolve(WALLET), passphrase);
    WalletBinding binding =
        WalletBindingJson.parse(OwnerOnlyFile.read(home.resolve(BINDING), MAX_BINDING));
    binding.check(SigningDomain.OFFLINE);
    if (!binding.wallet().equals(wallet.address())) {
      throw LineageErrors.forged("wallet binding", "it is of another home's wallet");
    }
    return new TrainerHome(
        wallet,
        SealingKeyPair.restore(Keystore.loadSecret(home.resolve(SEALING), passphrase)),
        IdentityKeyPair.restore(
            binding.identityKey(), Keystore.loadSecret(home.resolve(IDENTITY), passphrase)),
        binding.issuedAt());
  }

  /** That identity and wallet are one party's, for one chain or none; always the same bytes. */
  public WalletBinding binding(SigningDomain domain) {
    return WalletBinding.sign(wallet, identity, bound, domain);
  }

  @Override
  public void close() {
    sealing.close();
  }
}
