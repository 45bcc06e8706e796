package dev.lineal.lineage.licence;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.GrantDecision.Refused;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Grants in one append-only file, for tests and runs without a chain. One canonical-JSON line per
 * grant or revocation, signed by its owner's identity key, bound to the owner's wallet and chained
 * to the line before. Every reader checks every line and trusts none if one fails. What a file
 * cannot show is that its last lines were cut off; a chain can.
 *
 * <p>Threads and processes may append at once; a line that was appended is on the disk.
 */
public final class FileLedger implements LicenceLedger {
  private final Path file;
  private final LockedFile storage;
  private final SigningDomain domain;

  private FileLedger(Path file, SigningDomain domain) {
    this.file = file;
    this.storage = new LockedFile(file);
    this.domain = domain;
  }

  /**
   * A ledger in a file, which the first append makes. A file that is not there has no grants.
   *
   * @param domain in which the owners' wallets bound their identities
   */
  public static FileLedger at(Path file, SigningDomain domain) {
    return new FileLedger(file, domain);
  }

  /** Appends a grant and returns its id; one that is there already is not repeated. */
  public Sha256 append(Grant grant, LedgerSigner owner) {
    requireOwner(grant, owner);
    storage.append(
        bytes -> {
          LedgerContent content = content(bytes);
          return content.grants().containsKey(grant.id())
              ? Optional.empty()
              : line(content, Optional.of(grant), Optional.empty(), owner);
        });
    return grant.id();
  }

  /** Takes a grant back; one that is revoked already stays so. */
  public void revoke(Revocation revocation, LedgerSigner owner) {
    owner.binding().check(domain);
    storage.append(
        bytes -> {
          LedgerContent content = content(bytes);
          Grant grant = content.grants().get(revocation.grant());
          if (grant == null) {
            throw LineageErrors.unknownGrant(file, revocation.grant());
          }
          requireOwner(grant, owner);
          return content.revocations().containsKey(revocation.grant())
              ? Optional.empty()
              : line(content, Optional.empty(), Optional.of(revocation), owner);
        });
  }

  /** All grants in the order of the file, revoked ones too. */
  public List<Grant> grants() {
    return List.copyOf(content(storage.read()).grants().values());
  }

  /** All revocations in the order of the file. */
  public List<Revocation> revocations() {
    return List.copyOf(content(storage.read()).revocations().values());
  }

  @Override
  public GrantDecision decide(RunPlan plan, Address owner, GrantUse used, Instant now) {
    Optional<PlannedDataset> dataset = GrantCheck.dataset(plan, owner);
    if (dataset.isEmpty()) {
      return new Refused(
          GrantRule.OWNER_IN_PLAN, "The plan uses no dataset of %s.".formatted(owner));
    }
    Sha256 id = dataset.get().grant();
    LedgerContent content = content(storage.read());
    Grant grant = content.grants().get(id);
    if (grant == null) {
      return new Refused(
          GrantRule.GRANT_KNOWN,
          "Grant %s: the licence ledger %s has none such.".formatted(id, file));
    }
    Revocation revocation = content.revocations().get(id);
    if (revocation != null) {
      return new Refused(
          GrantRule.GRANT_NOT_REVOKED,
          "Grant %s: its owner revoked it at %s: %s."
              .formatted(id, revocation.revokedAt(), revocation.reason()));
    }
    return GrantCheck.decide(grant, plan, dataset.get(), used, now);
  }

  private void requireOwner(Grant grant, LedgerSigner signer) {
    signer.binding().check(domain);
    Address wallet = signer.binding().wallet();
    if (!wallet.equals(grant.owner())) {
      throw LineageErrors.notTheOwner(grant.owner().text(), wallet.text());
    }
  }

  private static Optional<byte[]> line(
      LedgerContent content,
      Optional<Grant> grant,
      Optional<Revocation> revocation,
      LedgerSigner signer) {
    return Optional.of(LedgerLine.sign(content.last(), grant, revocation, signer).canonicalBytes());
  }

  private LedgerContent content(byte[] bytes) {
    return LedgerContent.read(file, bytes, domain);
  }
}
