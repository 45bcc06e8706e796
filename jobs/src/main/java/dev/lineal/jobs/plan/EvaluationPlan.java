package dev.lineal.jobs.plan;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.util.List;
import java.util.Optional;

/**
 * The exact numbers of an evaluation of encrypted weights on encrypted rows. Source:
 * docs/protocol.md, evaluation.
 *
 * @param parameters of the study
 * @param training of the plan
 * @param rows real rows of all datasets
 */
public record EvaluationPlan(HeParameters parameters, Training training, long rows)
    implements TaskPlan {
  public static EvaluationPlan of(RunPlan plan) {
    return new EvaluationPlan(
        PlannedRounds.parameters(plan), plan.training(), PlannedRounds.rows(plan));
  }

  /**
   * What a plan says.
   *
   * @param features bias counted, the target not
   */
  public static Training training(EvaluationRounds.Model model, int features) {
    return new Training(
        Task.EVALUATION,
        features,
        1,
        model == EvaluationRounds.Model.CLASSIFICATION
            ? Optional.of(LogisticPlan.sigmoid(EvaluationRounds.ACTIVATION))
            : Optional.empty(),
        new Factor(1, 0),
        Factor.ZERO,
        PlannedRounds.none(1));
  }

  @Override
  public EvaluationRounds rounds() {
    return new EvaluationRounds(PlannedRounds.size(parameters, training, rows), model());
  }

  @Override
  public List<Release> releases() {
    return List.of(new Release(EvaluationRounds.METRICS, model().scalars()));
  }

  /** What kind of model it is for. */
  public EvaluationRounds.Model model() {
    return training.sigmoid().isPresent()
        ? EvaluationRounds.Model.CLASSIFICATION
        : EvaluationRounds.Model.REGRESSION;
  }
}
