package dev.lineal.owner.verify;

import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.ClusterCheck;
import dev.lineal.owner.policy.ClusterChecks;

/**
 * No checks: for benchmarks among people who trust the cluster. Where weights stay shared the owner
 * reads the shards all the same, to multiply them itself.
 */
public final class Trust implements ClusterChecks {
  private final Verification able;

  /**
   * @param able to read the study's shards; the caller closes it
   */
  public Trust(Verification able) {
    this.able = able;
  }

  @Override
  public ClusterCheck open(CheckedRun run) {
    return run.plan().sharesWeights() ? able.trusting(run) : TRUSTED.open(run);
  }

  @Override
  public String mode() {
    return TRUSTED.mode();
  }

  @Override
  public boolean wantsEvidence(RunPlan plan) {
    return plan.sharesWeights();
  }
}
