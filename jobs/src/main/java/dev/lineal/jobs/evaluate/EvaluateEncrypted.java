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
import dev.lineal.lineage.iteration.StepRecord;

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
    RunStore store = new RunStore(run.spark(), run.store());
    TrainingState state =
        store
            .last(trained)
            .orElseThrow(
                () ->
                    JobErrors.usage(
                        "Run " + trained + " has no checkpoint in " + run.store() + ".",
                        "Name a run that was trained with this store."));
    boolean classes = plan.model() == EvaluationRounds.Model.CLASSIFICATION;
    if (classes) {
      requireUnit(store);
    }
    PlannedRun.Ready ready = run.prepare();
    int round = plan.rounds().number(EvaluationRounds.METRICS);
    try (LogisticTraining engine = run.overBlocks(ready)) {
      ReleaseRequest request =
          new ReleaseRequest(round, classes ? ReleasedSums.METRICS : ReleasedSums.SQUARES);
      HeldOutMetrics metrics =
          HeldOutMetrics.of(plan, ready.ownerOfBlock().length, engine.evaluate(state, request));
      return Evaluated.of(metrics);
    }
  }

  /** Encrypted weights are w / R, and R is the sigmoid's: its rounds tell which one it was. */
  private void requireUnit(RunStore store) {
    int last =
        store.steps(trained).stream()
            .filter(step -> !step.refreshed().isEmpty())
            .mapToInt(StepRecord::round)
            .max()
            .orElse(0);
    if (last != EvaluationRounds.ACTIVATION.rounds() + 1) {
      throw JobErrors.usage(
          "Run " + trained + " was not trained by a sigmoid of degree 5, whose weights this reads.",
          "Release the model and evaluate it on a public file: evaluate --model MODEL --csv FILE.");
    }
  }
}
