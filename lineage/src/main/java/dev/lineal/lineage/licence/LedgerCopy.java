package dev.lineal.lineage.licence;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.GrantDecision.Refused;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The lines of a {@link FileLedger} as somebody handed them on, every one checked, for looking
 * back: a grant that was revoked later counted before. A copy cannot show that its last lines are
 * missing.
 */
public final class LedgerCopy implements LicenceLedger {
  private final LedgerContent content;

  private LedgerCopy(LedgerContent content) {
    this.content = content;
  }

  /**
   * Reads and checks all lines.
   *
   * @param name of the copy, for messages
   * @throws dev.lineal.lineage.LineageException naming the first line that cannot be trusted
   */
  public static LedgerCopy of(String name, byte[] lines, SigningDomain domain) {
    return new LedgerCopy(LedgerContent.read(Path.of(name), lines, domain));
  }

  @Override
  public GrantDecision decide(RunPlan plan, Address owner, GrantUse used, Instant then) {
    Optional<PlannedDataset> dataset = GrantCheck.dataset(plan, owner);
    if (dataset.isEmpty()) {
      return new Refused(
          GrantRule.OWNER_IN_PLAN, "The plan uses no dataset of %s.".formatted(owner));
    }
    Sha256 id = dataset.get().grant();
    Grant grant = content.grants().get(id);
    if (grant == null) {
      return new Refused(GrantRule.GRANT_KNOWN, "Grant %s is not in the ledger.".formatted(id));
    }
    Revocation revocation = content.revocations().get(id);
    if (revocation != null && !revocation.revokedAt().isAfter(then)) {
      return new Refused(
          GrantRule.GRANT_NOT_REVOKED,
          "Grant %s had been revoked at %s.".formatted(id, revocation.revokedAt()));
    }
    return GrantCheck.decide(grant, plan, dataset.get(), used, then);
  }
}
