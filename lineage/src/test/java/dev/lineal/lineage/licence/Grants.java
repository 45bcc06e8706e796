package dev.lineal.lineage.licence;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TestWallets;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Task;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants and signers of the sample plan's owners. */
public final class Grants {
  public static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00Z");
  public static final Instant NOW = EXPIRES.minusSeconds(1);

  private Grants() {}

  /** Alice's grant for whatever version of her dataset. */
  public static Grant toAnyVersion() {
    return of(Optional.empty(), "nonce");
  }

  static Grant of(Optional<Sha256> contentRoot, String nonce) {
    return new Grant(
        "mnist-3v8",
        Samples.ALICE,
        contentRoot,
        Samples.TRAINER.address(),
        "digit recognition",
        List.of(Task.LOGISTIC),
        EXPIRES,
        10,
        List.of("weights", "metrics"),
        200,
        new BigInteger("1000000000000000000"),
        Samples.hash(nonce));
  }

  public static LedgerSigner signer(String name) {
    IdentityKeyPair identity = IdentityKeyPair.generate();
    return new LedgerSigner(
        identity,
        WalletBinding.sign(
            TestWallets.of(name),
            identity,
            Instant.parse("2026-01-01T00:00:00Z"),
            SigningDomain.OFFLINE));
  }
}
