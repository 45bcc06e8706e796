package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.ClusterCheck;
import dev.lineal.owner.policy.ClusterChecks;
import dev.lineal.owner.policy.Workers;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** Checks of one study's runs. The constants of every run are drawn when it is opened first. */
public final class Verification implements ClusterChecks, AutoCloseable {
  private static final String KEY = "check-key";

  private final CheckParts.Study study;

  /**
   * @param identities of all owners, in the order of their indices
   * @param self this owner's index
   * @param source of published shards
   */
  public Verification(
      HeParameters parameters, List<IdentityKey> identities, int self, ShardSource source) {
    this.study =
        new CheckParts.Study(parameters, List.copyOf(identities), self, source, Workers.perCore());
  }

  @Override
  public ClusterCheck open(CheckedRun run) {
    Kept kept = Kept.of(run).withoutDrafts();
    return new VerifiedCluster(
        run, study.parameters(), kept, parts(run, kept, OtherAnswers.Signatures.CHECKED));
  }

  /** The run of an owner that trusts the cluster, but multiplies itself. */
  ClusterCheck trusting(CheckedRun run) {
    Kept kept = Kept.of(run).withoutDrafts();
    return new TrustingOwner(run, kept, parts(run, kept, OtherAnswers.Signatures.BELIEVED));
  }

  private CheckParts parts(CheckedRun run, Kept kept, OtherAnswers.Signatures signatures) {
    return new CheckParts(run, study, kept, coefficients(run), signatures);
  }

  private Coefficients coefficients(CheckedRun run) {
    byte[] key =
        run.unseal(KEY)
            .orElseGet(
                () -> {
                  byte[] fresh = new byte[Coefficients.KEY_BYTES];
                  new SecureRandom().nextBytes(fresh);
                  run.seal(KEY, fresh);
                  return fresh;
                });
    try {
      return new Coefficients(key, study.parameters().moduli());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public String mode() {
    return VERIFIED;
  }

  @Override
  public boolean wantsEvidence(RunPlan plan) {
    return true;
  }

  @Override
  public void close() {
    study.workers().close();
  }
}
