package dev.lineal.lineage.manifest;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.chain.WalletSignature;
import java.util.Optional;

/**
 * A run plan and its trainer's EIP-712 signature. Whoever receives one calls {@link #check}.
 *
 * @param plan what is to be run
 * @param signature by the wallet of {@link RunPlan#trainer()}
 */
public record SignedRunPlan(RunPlan plan, WalletSignature signature) {
  public SignedRunPlan {
    Require.present("plan", plan);
    Require.present("signature", signature);
  }

  /** Signs a plan; a wallet that is not the trainer's is an {@link IllegalArgumentException}. */
  public static SignedRunPlan sign(RunPlan plan, Wallet trainer, SigningDomain domain) {
    if (!trainer.address().equals(plan.trainer())) {
      throw new IllegalArgumentException(
          "trainer: the plan names %s, the wallet is %s"
              .formatted(plan.trainer(), trainer.address()));
    }
    return new SignedRunPlan(plan, trainer.sign(plan.typedData(domain)));
  }

  /** Checks the signature; a false one is a {@code LineageException}. */
  public void check(SigningDomain domain) {
    Optional<Address> signer = plan.typedData(domain).signer(signature);
    if (!signer.equals(Optional.of(plan.trainer()))) {
      throw LineageErrors.forged(
          "run plan " + plan.sha256(),
          "it names trainer %s, but was signed by %s, changed, or signed for another chain"
              .formatted(plan.trainer(), signer.map(Address::text).orElse("no wallet")));
    }
  }
}
