package dev.lineal.lineage.licence;

import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.licence.GrantDecision.Granted;
import dev.lineal.lineage.licence.GrantDecision.Refused;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import java.time.Instant;
import java.util.Optional;

/** The rules themselves, the same for every ledger: one grant held against one plan. */
final class GrantCheck {
  private final Grant grant;
  private final RunPlan plan;

  private GrantCheck(Grant grant, RunPlan plan) {
    this.grant = grant;
    this.plan = plan;
  }

  static Optional<PlannedDataset> dataset(RunPlan plan, Address owner) {
    return plan.datasets().stream().filter(dataset -> dataset.owner().equals(owner)).findFirst();
  }

  static GrantDecision decide(
      Grant grant, RunPlan plan, PlannedDataset dataset, GrantUse used, Instant now) {
    GrantCheck check = new GrantCheck(grant, plan);
    return check
        .time(now)
        .or(() -> check.scope(dataset))
        .or(check::use)
        .or(() -> check.amounts(used))
        .<GrantDecision>map(refused -> refused)
        .orElseGet(() -> new Granted(grant));
  }

  private Optional<Refused> time(Instant now) {
    return unless(
        now.isBefore(grant.expires()),
        GrantRule.GRANT_NOT_EXPIRED,
        "it expired at %s".formatted(grant.expires()));
  }

  private Optional<Refused> scope(PlannedDataset dataset) {
    return unless(
            grant.study().equals(plan.study()),
            GrantRule.SAME_STUDY,
            "it is for study %s, the plan for %s".formatted(grant.study(), plan.study()))
        .or(
            () ->
                unless(
                    grant.owner().equals(dataset.owner()),
                    GrantRule.SAME_OWNER,
                    "it is by %s, the dataset is of %s".formatted(grant.owner(), dataset.owner())))
        .or(
            () ->
                unless(
                    grant.contentRoot().map(dataset.contentRoot()::equals).orElse(true),
                    GrantRule.SAME_CONTENT,
                    "it is for version %s, the plan names %s"
                        .formatted(grant.contentRoot().orElse(null), dataset.contentRoot())));
  }

  private Optional<Refused> use() {
    return unless(
            grant.licensee().equals(plan.trainer()),
            GrantRule.SAME_LICENSEE,
            "it is for %s, the trainer is %s".formatted(grant.licensee(), plan.trainer()))
        .or(
            () ->
                unless(
                    grant.purpose().equals(plan.purpose()),
                    GrantRule.SAME_PURPOSE,
                    "it is for '%s', the plan is for '%s'"
                        .formatted(grant.purpose(), plan.purpose())))
        .or(
            () ->
                unless(
                    grant.tasks().contains(plan.training().task()),
                    GrantRule.TASK_ALLOWED,
                    "it does not allow %s runs".formatted(plan.training().task().text())));
  }

  private Optional<Refused> amounts(GrantUse used) {
    long iterationsLeft = grant.iterations() - used.iterations();
    long scalarsLeft = grant.releasedScalars() - used.releasedScalars();
    return unless(
            plan.iterations() <= iterationsLeft,
            GrantRule.ITERATIONS_LEFT,
            "the plan makes %d iterations, %d are left"
                .formatted(plan.iterations(), Math.max(0, iterationsLeft)))
        .or(this::releases)
        .or(
            () ->
                unless(
                    plan.releasedScalars() <= scalarsLeft,
                    GrantRule.SCALARS_LEFT,
                    "the plan releases %d numbers, %d are left"
                        .formatted(plan.releasedScalars(), Math.max(0, scalarsLeft))));
  }

  private Optional<Refused> releases() {
    return plan.releases().stream()
        .map(Release::name)
        .filter(name -> !grant.releases().contains(name))
        .findFirst()
        .map(
            name ->
                refused(
                    GrantRule.RELEASES_ALLOWED,
                    "it does not allow to release '%s'".formatted(name)));
  }

  private Optional<Refused> unless(boolean kept, GrantRule rule, String reason) {
    return kept ? Optional.empty() : Optional.of(refused(rule, reason));
  }

  private Refused refused(GrantRule rule, String reason) {
    return new Refused(rule, "Grant %s: %s.".formatted(grant.id(), reason));
  }
}
