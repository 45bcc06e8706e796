package dev.lineal.jobs.plan;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.QuadraticForm;
import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.lineage.manifest.ValidationForm;
import java.util.List;
import java.util.Optional;

/**
 * The exact numbers of a ridge regression. Source: docs/protocol.md, linear regression.
 *
 * @param parameters of the study
 * @param training of the plan
 * @param rows real rows of all datasets
 * @param losses of solves without one owner each, where contributions are measured
 */
public record LinearPlan(
    HeParameters parameters, Training training, long rows, Optional<LinearRounds.Losses> losses)
    implements TaskPlan {
  /** One solve, nothing released but its weights. */
  public LinearPlan(HeParameters parameters, Training training, long rows) {
    this(parameters, training, rows, Optional.empty());
  }

  public static LinearPlan of(RunPlan plan) {
    LinearPlan one =
        new LinearPlan(PlannedRounds.parameters(plan), plan.training(), PlannedRounds.rows(plan));
    return plan.validation().map(form -> one.measuring(form, plan.datasets().size())).orElse(one);
  }

  /** The same with a solve without each owner, and every solve's loss released. */
  public LinearPlan measuring(ValidationForm form, int owners) {
    return new LinearPlan(
        parameters,
        training,
        rows,
        Optional.of(new LinearRounds.Losses(new QuadraticForm(form.gram(), form.right()), owners)));
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
        PlannedRounds.size(parameters, training, rows), PlannedRounds.steps(training), losses);
  }

  @Override
  public List<Release> releases() {
    Release weights = new Release(LogisticPlan.WEIGHTS, training.features());
    return losses
        .map(measured -> List.of(weights, new Release(LinearRounds.LOSS, measured.owners() + 1)))
        .orElse(List.of(weights));
  }
}
