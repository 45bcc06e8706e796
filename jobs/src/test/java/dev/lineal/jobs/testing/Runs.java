package dev.lineal.jobs.testing;

import dev.lineal.jobs.evaluate.HeldOutMetrics;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.EvaluationPlan;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PowerPlan;
import dev.lineal.jobs.train.GramStore;
import dev.lineal.jobs.train.LinearTraining;
import dev.lineal.jobs.train.LogisticTraining;
import dev.lineal.jobs.train.PowerIteration;
import dev.lineal.jobs.train.ReleaseRequest;
import dev.lineal.jobs.train.ReleasedSums;
import dev.lineal.jobs.train.RunTerms;
import dev.lineal.jobs.train.TrainingEngine;
import dev.lineal.jobs.train.TrainingState;
import java.nio.file.Path;
import java.util.Optional;

/** Whole runs over a local study, without commands. */
public record Runs(LocalSpark spark, LocalStudy study) {
  private static final int FEATURES_PER_REQUEST = 16;
  private static final int BLOCKS_PER_REQUEST = 2;

  /** A model and where it came from. */
  public record Trained(double[] model, TrainingState state) {}

  public PowerIteration.Curvature power(int id, PowerPlan plan) {
    RunTerms terms = study.run(id, FEATURES_PER_REQUEST, Patience.DEFAULT, plan);
    try (LogisticTraining engine = engine(terms)) {
      return new PowerIteration(terms, plan, line -> {}).execute(engine);
    }
  }

  public Trained logistic(int id, LogisticPlan plan) {
    RunTerms terms = study.run(id, FEATURES_PER_REQUEST, Patience.DEFAULT, plan);
    try (LogisticTraining engine = engine(terms)) {
      TrainingState state = TrainingState.start(terms.key(), terms.features());
      for (int t = 0; t < plan.training().iterations(); t++) {
        state = engine.iterate(state, plan.step(t)).state();
      }
      return new Trained(study.release(terms.runId(), state), state);
    }
  }

  public Trained linear(int id, LinearPlan plan, Path folder) {
    RunTerms terms = study.run(id, FEATURES_PER_REQUEST, Patience.DEFAULT, plan);
    try (TrainingEngine engine = linear(terms, plan, folder)) {
      TrainingState state = TrainingState.start(terms.key(), terms.features());
      for (int t = 0; t < plan.training().iterations(); t++) {
        state = engine.iterate(state, plan.step(t)).state();
      }
      return new Trained(study.release(terms.runId(), state), state);
    }
  }

  public LinearTraining linear(RunTerms terms, LinearPlan plan, Path folder) {
    return new LinearTraining(
        spark.context(),
        terms,
        spark.context().parallelize(study.blocks()),
        study.ownerOfBlock(),
        plan.rounds().round(1).factor(),
        new GramStore(spark.session(), folder.toString()),
        Optional.empty());
  }

  public HeldOutMetrics evaluate(int id, EvaluationPlan plan, TrainingState state) {
    RunTerms terms = study.run(id, FEATURES_PER_REQUEST, Patience.DEFAULT, plan);
    boolean classes = plan.training().sigmoid().isPresent();
    try (LogisticTraining engine = engine(terms)) {
      return HeldOutMetrics.of(
          plan,
          study.blocks().size(),
          engine.evaluate(
              state,
              new ReleaseRequest(
                  plan.rounds().rounds().size(),
                  classes ? ReleasedSums.METRICS : ReleasedSums.SQUARES)));
    }
  }

  private LogisticTraining engine(RunTerms terms) {
    return new LogisticTraining(
        spark.context(),
        terms,
        spark.context().parallelize(study.blocks()),
        BLOCKS_PER_REQUEST,
        LogisticTraining.GradientPlace.IN_PROCESS);
  }
}
