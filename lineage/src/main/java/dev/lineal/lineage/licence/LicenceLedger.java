package dev.lineal.lineage.licence;

import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.RunPlan;
import java.time.Instant;
import java.util.List;

/** Where grants are kept: a chain, or a file where there is none. */
public interface LicenceLedger {
  /**
   * Holds a plan against the grant that it names for one owner's dataset.
   *
   * @param used what other runs used of that grant, by the owner's own count
   * @param now the time at which the grant must count
   * @throws dev.lineal.lineage.LineageException where the ledger cannot be read or trusted
   */
  GrantDecision decide(RunPlan plan, Address owner, GrantUse used, Instant now);

  /** One decision per dataset of the plan, in its order, as if nothing had been used yet. */
  default List<GrantDecision> decide(RunPlan plan, Instant now) {
    return plan.datasets().stream()
        .map(dataset -> decide(plan, dataset.owner(), GrantUse.NONE, now))
        .toList();
  }
}
