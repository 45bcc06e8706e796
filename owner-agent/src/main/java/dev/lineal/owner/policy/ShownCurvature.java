package dev.lineal.owner.policy;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.TraceRelease;
import dev.lineal.he.rounds.PowerRounds;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds a power iteration's released sums against this owner's own record of it: same key and
 * columns, its own answers byte for byte, everybody's answers to the requests that it answered. An
 * owner that checks clusters has seen all answers signed and knows the sums; one that does not
 * believes what the other owners and the cluster say of theirs.
 */
final class ShownCurvature {
  private final KeySet keys;
  private final RunPlan plan;
  private final CurvatureEvidence evidence;

  ShownCurvature(KeySet keys, RunPlan plan, CurvatureEvidence evidence) {
    this.keys = keys;
    this.plan = plan;
    this.evidence = evidence;
  }

  /**
   * The bound on the plan's step.
   *
   * @param power the run that the evidence names, as this owner answered it
   * @throws Refusal when anything differs
   */
  StepBound bound(Optional<OpenRun> power) {
    OpenRun run =
        power.orElseThrow(
            () -> Refusal.of(Rule.CURVATURE_SHOWN, "This owner has no run %s.", evidence.run()));
    requireSameData(run.plan());
    int last = run.plan().training().iterations() - 1;
    try {
      return new StepBound(
          new FixedPoint(
              run.plan().training().step().numerator(), run.plan().training().step().shift()),
          sum(run.session(), evidence.sums().get(0), last - 1),
          sum(run.session(), evidence.sums().get(1), last));
    } catch (HeFormatException | IllegalArgumentException malformed) {
      throw Refusal.of(Rule.CURVATURE_SHOWN, malformed.getMessage());
    }
  }

  private void requireSameData(RunPlan power) {
    boolean same =
        power.training().task() == Task.POWER_ITERATION
            && power.training().features() == plan.training().features()
            && power.encryption().jointKey().equals(plan.encryption().jointKey())
            && roots(power).equals(roots(plan));
    if (!same) {
      throw Refusal.of(
          Rule.CURVATURE_SHOWN,
          "Run %s is no power iteration over the same datasets and features.",
          evidence.run());
    }
  }

  private static List<Sha256> roots(RunPlan plan) {
    return plan.datasets().stream().map(PlannedDataset::contentRoot).toList();
  }

  private BigInteger sum(Session session, CurvatureEvidence.Sum sum, int iteration) {
    Place place = new Place(iteration, PowerRounds.RELEASE_ROUND, 0);
    Progress.Answered mine =
        session
            .progress()
            .find(place)
            .orElseThrow(
                () -> Refusal.of(Rule.CURVATURE_SHOWN, "This owner answered none in %s.", place));
    List<RefreshAnswer> answers = new ArrayList<>();
    for (int owner = 0; owner < keys.owners().size(); owner++) {
      answers.add(answer(sum, owner, mine));
    }
    HeParameters parameters = keys.parameters();
    long[] c0 = sum.c0().stream().mapToLong(Long::longValue).toArray();
    if (c0.length != HeParameters.LIMBS) {
      throw new IllegalArgumentException("c_0 has a residue per limb.");
    }
    BigInteger shown = TraceRelease.sum(parameters, c0, answers, 0);
    session.guard().requireReleased(place, shown);
    return shown;
  }

  private RefreshAnswer answer(CurvatureEvidence.Sum sum, int owner, Progress.Answered mine) {
    if (sum.answers().size() != keys.owners().size()) {
      throw new IllegalArgumentException("There is one answer per owner.");
    }
    byte[] bytes = sum.answer(owner);
    RefreshAnswer answer = RefreshAnswer.parse(bytes);
    boolean same =
        answer.owner() == owner
            && Sha256.of(answer.digest()).equals(mine.request())
            && (owner != keys.self() || Sha256.hash(bytes).equals(mine.answer()));
    if (!same) {
      throw new IllegalArgumentException(
          "Answer number " + owner + " is not that owner's to the request answered here.");
    }
    return answer;
  }
}
