package dev.lineal.owner.policy;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.GrantDecision;
import dev.lineal.lineage.licence.GrantRule;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** All that belongs to one opened run, and the watch over its grant while it lasts. */
final class OpenRun {
  /** How long a look into the ledger counts, so that a revocation is seen within a minute. */
  private static final Duration LEDGER_AGE = Duration.ofMinutes(1);

  private final HostedStudy hosted;
  private final SignedRunPlan signed;
  private final Lease lease;
  private final Session session;
  private final WeightRelease release;
  private final Attestation attestation;
  private final Sha256 grantId;
  private Grant grant;
  private Instant looked = Instant.MIN;

  OpenRun(
      HostedStudy hosted,
      SignedRunPlan signed,
      Path directory,
      Lease lease,
      Transcript transcript,
      Workers workers,
      Supplier<List<CheckedRun>> finished) {
    this.hosted = hosted;
    this.lease = lease;
    this.signed = signed;
    this.session =
        new Session(hosted, signed.plan(), directory, lease, transcript, workers, finished);
    this.release = new WeightRelease(hosted.keys(), session, directory, transcript);
    this.attestation = new Attestation(hosted.keys(), session, transcript);
    this.grantId = signed.plan().datasets().get(hosted.keys().self()).grant();
  }

  Sha256 id() {
    return session.id();
  }

  RunPlan plan() {
    return signed.plan();
  }

  Session session() {
    return session;
  }

  /** Refuses what a run that a failed check has ended gives no more. */
  void requireGoing() {
    session.guard().requireGoing();
  }

  WeightRelease release() {
    return release;
  }

  Attestation attestation() {
    return attestation;
  }

  Sha256 grantId() {
    return grantId;
  }

  /** What this run holds of the budgets. */
  Lease lease() {
    return lease;
  }

  /**
   * Refuses once the grant has expired or was taken back.
   *
   * @param others what other runs took of it
   */
  synchronized void requireGrant(Supplier<GrantUse> others) {
    Instant now = hosted.clock().instant();
    if (grant == null || now.isAfter(looked.plus(LEDGER_AGE))) {
      GrantDecision decision =
          hosted.ledger().decide(plan(), hosted.keys().wallet(), others.get(), now);
      if (decision instanceof GrantDecision.Refused refused) {
        throw Refusal.of(refused);
      }
      grant = ((GrantDecision.Granted) decision).grant();
      looked = now;
    }
    if (!now.isBefore(grant.expires())) {
      throw Refusal.of(
          new GrantDecision.Refused(
              GrantRule.GRANT_NOT_EXPIRED,
              "Grant %s: it expired at %s.".formatted(grantId, grant.expires())));
    }
  }
}
