package dev.lineal.jobs.audit;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.RunPlan;

/** Forms a step's request anew. */
interface Replay {
  /** Digest of the request that the plan's arithmetic gives. */
  Sha256 request(StepRecord step);

  static Replay of(RunPlan plan, RunRecord record, StudyColumns columns) {
    return switch (plan.training().task()) {
      case LOGISTIC -> new LogisticReplay(plan, record, columns);
      case LINEAR -> new LinearReplay(plan, record, columns);
      case POWER_ITERATION, EVALUATION ->
          throw JobErrors.usage(
              "A run of task " + plan.training().task().text() + " keeps no steps.",
              "Audit a training.");
    };
  }
}
