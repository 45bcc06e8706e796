package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.identity.IdentityKey;
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

  private final HeParameters parameters;
  private final List<IdentityKey> identities;
  private final int self;
  private final ShardSource source;
  private final Workers workers = Workers.perCore();

  /**
   * @param identities of all owners, in the order of their indices
   * @param self this owner's index
   * @param source of published shards
   */
  public Verification(
      HeParameters parameters, List<IdentityKey> identities, int self, ShardSource source) {
    this.parameters = parameters;
    this.identities = List.copyOf(identities);
    this.self = self;
    this.source = source;
  }

  @Override
  public ClusterCheck open(CheckedRun run) {
    Kept kept = new Kept(run.directory().resolve("check"));
    Coefficients coefficients = coefficients(run);
    Combinations combinations = new Combinations(kept, parameters, run.keyId(), run.layout());
    return new VerifiedCluster(
        run,
        parameters,
        kept,
        new ShardPass(run, parameters, source, kept, combinations, coefficients),
        new OtherAnswers(run, parameters, kept, identities, self),
        new ForwardCheck.Parts(
            coefficients, combinations, new WeightValues(run, parameters, kept), workers));
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
      return new Coefficients(key, parameters.moduli());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public String mode() {
    return VERIFIED;
  }

  @Override
  public void close() {
    workers.close();
  }
}
