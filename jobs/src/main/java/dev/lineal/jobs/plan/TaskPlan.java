package dev.lineal.jobs.plan;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.EncryptionTerms;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.util.List;

/**
 * The exact numbers of one run: what its plan says of training, rounds and releases, and the steps
 * that follow. One implementation per task.
 */
public interface TaskPlan {
  /** Of the study. */
  HeParameters parameters();

  /** What the plan says of the algorithm. */
  Training training();

  /** The rounds, by number. */
  TaskRounds rounds();

  /** What the plan must ask to be released, and may be granted. */
  List<Release> releases();

  /** What a plan says of keys and rounds. */
  default EncryptionTerms encryption(Sha256 jointKey) {
    return encryption(jointKey, List.of());
  }

  /** The same of a training that starts from public weights, w / R at scale 2^40. */
  default EncryptionTerms encryption(Sha256 jointKey, List<BigInteger> start) {
    return PlannedRounds.terms(this, jointKey, start);
  }

  /** The step of an iteration, from 0; the last feature is the bias and not regularised. */
  default NesterovStep step(int iteration) {
    return rounds().step(iteration, 0);
  }

  /** R: released weights are in units of 1 / R. */
  default int interval() {
    return rounds().interval();
  }

  /** Of a plan that was made by one of the implementations. */
  static TaskPlan of(RunPlan plan) {
    return switch (plan.training().task()) {
      case LOGISTIC -> LogisticPlan.of(plan);
      case LINEAR -> LinearPlan.of(plan);
      case POWER_ITERATION -> PowerPlan.of(plan);
      case EVALUATION -> EvaluationPlan.of(plan);
    };
  }
}
