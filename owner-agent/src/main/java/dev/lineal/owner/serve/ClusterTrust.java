package dev.lineal.owner.serve;

import dev.lineal.owner.policy.ClusterChecks;

/** Whether an agent checks what clusters ask before it answers. */
public enum ClusterTrust {
  /** It checks: the default. */
  VERIFIED(ClusterChecks.VERIFIED),
  /** It does not: for benchmarks among people who trust the cluster. */
  TRUSTED(ClusterChecks.TRUSTED.mode());

  private final String text;

  ClusterTrust(String text) {
    this.text = text;
  }

  /** What the agent says of itself. */
  public String text() {
    return text;
  }
}
