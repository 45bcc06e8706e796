package dev.lineal.jobs.evaluate;

import dev.lineal.he.linalg.ActivationRounds;
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
    requireEncrypted(state);
    if (classes) {
      sameSigmoid(store);
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

  private void requireEncrypted(TrainingState state) {
    if (state.weights().features() == 0) {
      throw JobErrors.usage(
          "The weights of run %s stay shared: there is no ciphertext to multiply rows by."
              .formatted(trained),
          "Release the model and evaluate it on a public file, or train with --weights encrypted.");
    }
  }

  /** Weights are divided by their sigmoid's interval, so another one's would give wrong metrics. */
  private void sameSigmoid(RunStore store) {
    ActivationRounds known = EvaluationRounds.ACTIVATION;
    if (store.stepRound(trained).orElse(0) != known.rounds() + 1) {
      throw JobErrors.usage(
          "Run %s was not trained with the sigmoid of degree %d on [-%3$d, %3$d], the only one that encrypted rows are evaluated with."
              .formatted(trained, known.degree(), known.interval()),
          "Release the model and evaluate it on a public file, or train with --sigmoid-degree 5.");
    }
  }
}
