package dev.lineal.owner.serve;

import dev.lineal.lineage.licence.LicenceLedger;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.policy.ClusterChecks;
import dev.lineal.owner.policy.HostedStudy;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.PlanReview;
import java.time.Clock;

/** Reviews plans against a home, beside an agent that may be serving it. */
public final class PlanReviewer {
  private PlanReviewer() {}

  /**
   * @throws dev.lineal.owner.home.OwnerException when this owner has no keys in the plan's study
   */
  public static PlanReview review(
      OwnerHome owner, LicenceLedger ledger, OwnerRules rules, RunPlan plan) {
    StudyHome home = owner.study(plan.study());
    StudyHome keySet =
        home.keySets().stream()
            .filter(made -> made.fingerprint().equals(plan.encryption().jointKey()))
            .findFirst()
            .orElseGet(home::current);
    try (HomeKeySet keys = new HomeKeySet(owner, keySet)) {
      return PlanReview.of(
          new HostedStudy(
              keys,
              Agent.datasets(home),
              ledger,
              home.study().domain(),
              rules,
              Clock.systemUTC(),
              ClusterChecks.OF_PLANS),
          plan,
          home.keySets().stream()
              .filter(other -> other.number() != keySet.number())
              .map(HomeKeySet::directory)
              .toList());
    }
  }
}
