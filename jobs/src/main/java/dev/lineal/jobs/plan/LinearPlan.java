package dev.lineal.jobs.plan;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.util.List;
import java.util.Optional;

/**
 * The exact numbers of a ridge regression. Source: docs/protocol.md, linear regression.
 *
 * @param parameters of the study
 * @param training of the plan
 * @param rows real rows of all datasets
 */
public record LinearPlan(HeParameters parameters, Training training, long rows)
    implements TaskPlan {
  public static LinearPlan of(RunPlan plan) {
    return new LinearPlan(
        PlannedRounds.parameters(plan), plan.training(), PlannedRounds.rows(plan));
  }

  /**
   * What a plan says of the algorithm: squared loss / 2n + l2 / 2 |w|^2, bias free.
   *
   * @param features bias counted, the target not
   */
  public static Training training(int features, int iterations, Factor step, Factor l2) {
    return new Training(
        Task.LINEAR,
        features,
        iterations,
        Optional.empty(),
        step,
        l2,
        PlannedRounds.nesterov(iterations));
  }

  /** 1 / (d + l2): needs no release. */
  public static Factor bound(int features, Factor l2) {
    return PlannedRounds.factor(StepBound.ofFeatures(features, PlannedRounds.point(l2)));
  }

  @Override
  public LinearRounds rounds() {
    return new LinearRounds(
        PlannedRounds.size(parameters, training, rows), PlannedRounds.steps(training));
  }

  @Override
  public List<Release> releases() {
    return List.of(new Release(LogisticPlan.WEIGHTS, training.features()));
  }
}
