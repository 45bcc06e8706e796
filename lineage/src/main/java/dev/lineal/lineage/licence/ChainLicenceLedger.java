package dev.lineal.lineage.licence;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.OpenedRun;
import dev.lineal.lineage.licence.GrantDecision.Refused;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Grants on the chain. Every decision asks the chain anew. A run whose plan was opened on chain
 * stays allowed when its grant is revoked or expires later: both stop future runs only.
 */
public final class ChainLicenceLedger implements LicenceLedger {
  private final LinealChain chain;

  /**
   * @param chain whose market has the grants
   */
  public ChainLicenceLedger(LinealChain chain) {
    this.chain = chain;
  }

  /** The grants of a licensee that are not revoked, the oldest first. */
  public List<Grant> grantsOf(Address licensee) {
    return chain.licences().grantsOf(licensee).stream()
        .map(chain.licences()::grant)
        .flatMap(Optional::stream)
        .filter(made -> made.revoked().isEmpty())
        .map(made -> GrantDocuments.of(chain, made))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public GrantDecision decide(RunPlan plan, Address owner, GrantUse used, Instant now) {
    Optional<PlannedDataset> dataset = GrantCheck.dataset(plan, owner);
    if (dataset.isEmpty()) {
      return new Refused(
          GrantRule.OWNER_IN_PLAN, "The plan uses no dataset of %s.".formatted(owner));
    }
    Optional<ChainGrant> made = chain.licences().grant(dataset.get().grant());
    if (made.isEmpty()) {
      return unknown(dataset.get().grant(), "the market has none such");
    }
    return decide(plan, dataset.get(), made.get(), used, now);
  }

  private GrantDecision decide(
      RunPlan plan, PlannedDataset dataset, ChainGrant made, GrantUse used, Instant now) {
    Optional<Grant> document = GrantDocuments.of(chain, made);
    if (document.isEmpty()) {
      return unknown(made.id(), "it is not the hash of what the market says of it");
    }
    Optional<Instant> opened =
        chain
            .licences()
            .run(plan.trainer(), plan.sha256())
            .filter(run -> run.grants().contains(made.id()))
            .map(OpenedRun::opened);
    if (made.revoked().isPresent() && opened.isEmpty()) {
      return new Refused(
          GrantRule.GRANT_NOT_REVOKED,
          "Grant %s: its owner revoked it at %s.".formatted(made.id(), made.revoked().get()));
    }
    if (!chain.datasets().hasContent(made.dataset(), dataset.contentRoot())) {
      return new Refused(
          GrantRule.SAME_CONTENT,
          "Grant %s: it is for dataset %d on chain, of which %s is no version."
              .formatted(made.id(), made.dataset(), dataset.contentRoot()));
    }
    return GrantCheck.decide(document.get(), plan, dataset, used, opened.orElse(now));
  }

  private static GrantDecision unknown(Sha256 grant, String why) {
    return new Refused(GrantRule.GRANT_KNOWN, "Grant %s: %s.".formatted(grant, why));
  }
}
