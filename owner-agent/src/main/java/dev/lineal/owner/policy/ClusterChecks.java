package dev.lineal.owner.policy;

import dev.lineal.lineage.manifest.RunPlan;

/** Whether and how an owner checks clusters: makes the check of every run that it opens. */
public interface ClusterChecks {
  /** No checks, and no shards: a run whose weights stay shared fails. */
  ClusterChecks TRUSTED =
      new ClusterChecks() {
        @Override
        public ClusterCheck open(CheckedRun run) {
          return ClusterCheck.NONE;
        }

        @Override
        public String mode() {
          return "trusted";
        }

        @Override
        public boolean wantsEvidence(RunPlan plan) {
          return false;
        }
      };

  /** What an owner that checks would say of a plan, without the means to check a run. */
  ClusterChecks OF_PLANS =
      new ClusterChecks() {
        @Override
        public ClusterCheck open(CheckedRun run) {
          throw new IllegalStateException("Nothing is run here.");
        }

        @Override
        public String mode() {
          return VERIFIED;
        }

        @Override
        public boolean wantsEvidence(RunPlan plan) {
          return true;
        }
      };

  /** The word for owners that check. */
  String VERIFIED = "verified";

  /** The check of a run, which nothing has prepared yet. */
  ClusterCheck open(CheckedRun run);

  /** {@code verified}, or {@code trusted}: what this owner says of itself and its runs. */
  String mode();

  /** Whether a run's owner must get all owners' answers. */
  boolean wantsEvidence(RunPlan plan);
}
