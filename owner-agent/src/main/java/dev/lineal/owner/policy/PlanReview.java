package dev.lineal.owner.policy;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.RunPlan;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run would learn, take and pay, and which rules it breaks: for an owner to read before it
 * says yes. Touches no secret, and reads beside an agent that serves.
 *
 * @param run the run's id
 * @param answers coefficients and traces that it would take
 * @param answeredBefore by all sessions of the key set
 * @param scalars that would become known
 * @param releasedBefore of the key set, moments included
 * @param maxScalars of the key set
 * @param sigmaBits what masks hide in every round that has them, in bits per answer; empty where
 *     the plan's bounds leave none
 * @param priceWei of this owner's grant, where it is valid
 * @param refusals all rules that are broken
 */
public record PlanReview(
    Sha256 run,
    long answers,
    long answeredBefore,
    long scalars,
    long releasedBefore,
    long maxScalars,
    List<Double> sigmaBits,
    Optional<BigInteger> priceWei,
    List<Refusal> refusals) {
  /** Reviews a plan of a study that this owner serves. */
  public static PlanReview of(HostedStudy hosted, RunPlan plan) {
    KeySet keys = hosted.keys();
    List<RunPlan> others =
        opened(keys.directory()).stream()
            .filter(opened -> !opened.sha256().equals(plan.sha256()))
            .toList();
    Budget budget = new Budget();
    others.forEach(
        opened -> budget.take(Budget.of(opened, keys.parameters(), keys.owners().size())));
    PlanCheck check =
        new PlanCheck(hosted, plan, budget.used(), grantUse(others, plan, keys), Optional.empty());
    List<Refusal> refusals = check.refusals();
    return new PlanReview(
        plan.sha256(),
        Layout.of(plan).answers(keys.parameters()),
        budget.used().answers(),
        plan.releasedScalars(),
        budget.used().scalars() + keys.releasedScalars(),
        Budget.maxScalars(keys.parameters()),
        sigmas(new PlannedRounds(plan, keys.parameters(), keys.owners().size())),
        check.price(),
        refusals);
  }

  private static Optional<Sha256> grant(RunPlan plan, KeySet keys) {
    return plan.datasets().stream()
        .filter(dataset -> dataset.owner().equals(keys.wallet()))
        .map(dataset -> dataset.grant())
        .findFirst();
  }

  private static GrantUse grantUse(List<RunPlan> others, RunPlan plan, KeySet keys) {
    long iterations = 0;
    long scalars = 0;
    for (RunPlan other : others) {
      if (grant(other, keys).isPresent() && grant(other, keys).equals(grant(plan, keys))) {
        iterations += other.training().iterations();
        scalars += other.releasedScalars();
      }
    }
    return new GrantUse(iterations, scalars);
  }

  private static List<RunPlan> opened(Path directory) {
    Path file = directory.resolve("transcript");
    List<RunPlan> plans = new ArrayList<>();
    if (!Files.exists(file)) {
      return plans;
    }
    try {
      new TranscriptLines(file, TranscriptSummary.Chain.WHOLE)
          .read(
              Files.size(file),
              (hash, entry) -> {
                if (entry.what().event() == Entry.Event.SESSION) {
                  plans.add(StudySessions.plan(directory, entry.what().run().orElseThrow()));
                }
              });
      return plans;
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  private static List<Double> sigmas(PlannedRounds rounds) {
    List<Double> bits = new ArrayList<>();
    for (int round = 1; round <= rounds.count(); round++) {
      try {
        if (rounds.masked(round)) {
          bits.add(rounds.masks(round, 1).sigmaBits());
        }
      } catch (IllegalArgumentException noRoom) {
        return List.of();
      }
    }
    return bits;
  }
}
