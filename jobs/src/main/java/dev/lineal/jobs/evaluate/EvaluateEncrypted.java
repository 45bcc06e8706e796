package dev.lineal.jobs.evaluate;

import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.EvaluationPlan;
import dev.lineal.jobs.train.LogisticTraining;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.ReleaseRequest;
import dev.lineal.jobs.train.ReleasedSums;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.jobs.train.TrainingState;

/**
 * Metrics of a run's encrypted weights on encrypted rows that its plan did not name, before the
 * model is released.
 *
 * @param run plan of the evaluation, owners, tables
 * @param trained id of the training, hexadecimal, whose last checkpoint is in the tables
 */
public record EvaluateEncrypted(PlannedRun run, String trained) implements Action<Evaluated> {
  @Override
  public Evaluated execute() {
    EvaluationPlan plan = EvaluationPlan.of(run.plan());
    TrainingState state =
        new RunStore(run.spark(), run.store())
            .last(trained)
            .orElseThrow(
                () ->
                    JobErrors.usage(
                        "Run " + trained + " has no checkpoint in " + run.store() + ".",
                        "Name a run that was trained with this store."));
    PlannedRun.Ready ready = run.prepare();
    boolean classes = plan.model() == EvaluationRounds.Model.CLASSIFICATION;
    int round = plan.rounds().number(EvaluationRounds.METRICS);
    try (LogisticTraining engine = run.overBlocks(ready)) {
      ReleaseRequest request =
          new ReleaseRequest(round, classes ? ReleasedSums.METRICS : ReleasedSums.SQUARES);
      HeldOutMetrics metrics =
          HeldOutMetrics.of(plan, ready.ownerOfBlock().length, engine.evaluate(state, request));
      return Evaluated.of(metrics);
    }
  }
}
