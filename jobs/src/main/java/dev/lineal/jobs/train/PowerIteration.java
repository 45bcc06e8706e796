package dev.lineal.jobs.train;

import dev.lineal.he.rounds.PowerRounds;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.PowerPlan;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A whole power iteration; short, so that it has no checkpoints: one that was killed starts again
 * and gets the same answers.
 *
 * @param terms of the run
 * @param plan its numbers
 * @param console gets a line per iteration
 */
public record PowerIteration(RunTerms terms, PowerPlan plan, Consumer<String> console) {
  /**
   * What was released.
   *
   * @param bound on the step of a training over the same rows
   * @param evidence for the owners, which they ask to see with that step
   */
  public record Curvature(StepBound bound, CurvatureEvidence evidence) {}

  /**
   * Runs to the end.
   *
   * @throws dev.lineal.jobs.JobException when the released sums are lost in their flood
   */
  public Curvature execute(TrainingEngine engine) {
    RoundTerms release = plan.rounds().round(PowerRounds.RELEASE_ROUND);
    ReleaseRequest request = new ReleaseRequest(PowerRounds.RELEASE_ROUND, ReleasedSums.SQUARES);
    Sha256 run = Sha256.of(terms.run());
    TrainingState state = TrainingState.start(terms.key(), plan.start(run));
    List<ReleasedScalars> released = new ArrayList<>();
    int iterations = plan.training().iterations();
    while (state.iterations() < iterations) {
      int iteration = state.iterations();
      TrainingEngine.Outcome outcome =
          engine.iterate(
              state,
              plan.step(iteration),
              Optional.of(request).filter(any -> release.span().has(iteration)));
      outcome.released().ifPresent(released::add);
      state = outcome.state();
      console.accept("power iteration %d of %d".formatted(iteration + 1, iterations));
    }
    return new Curvature(
        bound(released),
        new CurvatureEvidence(run, released.stream().map(ReleasedScalars::evidence).toList()));
  }

  private StepBound bound(List<ReleasedScalars> released) {
    try {
      return plan.bound(released.stream().map(scalars -> scalars.values().get(0)).toList());
    } catch (IllegalArgumentException lost) {
      throw JobErrors.checkFailed(
          lost.getMessage(), "Train with the step 4/d, which needs no release, or plan it anew.");
    }
  }
}
