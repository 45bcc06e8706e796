package dev.lineal.lineage.trainer;

import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.SealingKeyPair;
import java.nio.file.Path;

/**
 * A trainer's directory (0700): {@code wallet.json}, which signs plans and holds grants, and {@code
 * sealing.json}, the key that opens releases; both Web3 secret storage (0600) under one passphrase.
 *
 * @param wallet of the trainer
 * @param sealing key pair of the licensee
 */
public record TrainerHome(Wallet wallet, SealingKeyPair sealing) implements AutoCloseable {
  private static final String WALLET = "wallet.json";
  private static final String SEALING = "sealing.json";

  /**
   * Makes a home; one that is there is never replaced.
   *
   * @throws dev.lineal.lineage.LineageException where a file exists or others can read it
   */
  public static TrainerHome create(Path home, char[] passphrase, Keystore.Cost cost) {
    TrainerHome fresh = new TrainerHome(Wallet.generate(), SealingKeyPair.generate());
    Keystore.save(fresh.wallet, home.resolve(WALLET), passphrase, cost);
    Keystore.saveSecret(fresh.sealing.revealSecret(), home.resolve(SEALING), passphrase, cost);
    return fresh;
  }

  /**
   * Opens a home.
   *
   * @throws dev.lineal.lineage.LineageException where there is none, the passphrase is wrong, or
   *     others can read it
   */
  public static TrainerHome open(Path home, char[] passphrase) {
    return new TrainerHome(
        Keystore.load(home.resolve(WALLET), passphrase),
        SealingKeyPair.restore(Keystore.loadSecret(home.resolve(SEALING), passphrase)));
  }

  @Override
  public void close() {
    sealing.close();
  }
}
