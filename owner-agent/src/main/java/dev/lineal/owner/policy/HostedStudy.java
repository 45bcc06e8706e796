package dev.lineal.owner.policy;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.LicenceLedger;
import java.time.Clock;

/**
 * One study that this owner serves, and all that its policy asks.
 *
 * @param keys of the study
 * @param datasets that this owner published in it
 * @param ledger of grants
 * @param domain in which trainers' wallets sign
 * @param rules of this owner
 * @param clock by which grants expire
 * @param checks of clusters
 */
public record HostedStudy(
    KeySet keys,
    PublishedDatasets datasets,
    LicenceLedger ledger,
    SigningDomain domain,
    OwnerRules rules,
    Clock clock,
    ClusterChecks checks) {
  public HostedStudy {
    Require.present("keys", keys);
    Require.present("datasets", datasets);
    Require.present("ledger", ledger);
    Require.present("domain", domain);
    Require.present("rules", rules);
    Require.present("clock", clock);
    Require.present("checks", checks);
  }
}
