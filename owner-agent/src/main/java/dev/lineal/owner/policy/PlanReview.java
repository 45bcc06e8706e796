package dev.lineal.owner.policy;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.RunPlan;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  /**
   * Reviews a plan of a study that this owner serves.
   *
   * @param others directories of the study's other key sets, under which the same grant may be used
   */
  public static PlanReview of(HostedStudy hosted, RunPlan plan, List<Path> others) {
    KeySet keys = hosted.keys();
    Sha256 run = plan.sha256();
    OpenedRuns mine = OpenedRuns.read(hosted, keys.directory(), run);
    Budget.Use used = mine.use();
    GrantUse grantUse =
        Stream.concat(
                Stream.of(mine),
                others.stream().map(folder -> OpenedRuns.read(hosted, folder, run)))
            .map(runs -> runs.grantUse(plan))
            .reduce(GrantUse.NONE, StudySessions::sum);
    PlanCheck check = new PlanCheck(hosted, plan, used, grantUse, Optional.empty());
    List<Refusal> refusals = check.refusals();
    return new PlanReview(
        run,
        Layout.of(plan).answers(keys.parameters()),
        used.answers(),
        plan.releasedScalars(),
        used.scalars() + keys.releasedScalars(),
        Budget.maxScalars(keys.parameters()),
        sigmas(new PlannedRounds(plan, keys.parameters(), keys.owners().size())),
        check.price(),
        refusals);
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
