package dev.lineal.jobs.train;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestAgent;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Not a test by name: run it with -Dtest=MnistShape to see where an iteration's time goes at 3
 * blocks x 174 features, cluster and three owners in one process.
 */
class MnistShape {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ITERATIONS = 8;

  @Test
  void measure() {
    TestData data = TestData.clouds(11_982, 173, 1);
    LogisticPlan plan =
        new LogisticPlan(
            HeParameters.STUDY_13,
            LogisticPlan.training(174, ITERATIONS, StepSize.bound(174), Factor.ZERO),
            data.rows());
    try (LocalStudy study = new LocalStudy(HeParameters.STUDY_13, 3, data, plan)) {
      measure(study, plan, 1, 29, LogisticTraining.GradientPlace.IN_PROCESS);
      measure(study, plan, 2, 29, LogisticTraining.GradientPlace.SHUFFLED);
      measure(study, plan, 3, 11, LogisticTraining.GradientPlace.IN_PROCESS);
    }
  }

  private static void measure(
      LocalStudy study,
      LogisticPlan plan,
      int run,
      int perRequest,
      LogisticTraining.GradientPlace place) {
    RunTerms terms = study.run(run, perRequest, Patience.DEFAULT);
    System.out.printf("%s, %d features per request%n", place, perRequest);
    TrainingState state = TrainingState.start(terms.key(), terms.features());
    try (LogisticTraining training =
        new LogisticTraining(
            SPARK.context(), terms, SPARK.context().parallelize(study.blocks()), 1, place)) {
      for (int t = 0; t < ITERATIONS; t++) {
        double before = study.agents().stream().mapToDouble(TestAgent::busySeconds).sum();
        LogisticTraining.Outcome outcome = training.iterate(state, plan.step(t));
        double busy =
            study.agents().stream().mapToDouble(TestAgent::busySeconds).sum() - before;
        state = outcome.state();
        IterationRow.Phases p = outcome.row().phases();
        Timings tasks = outcome.row().tasks();
        System.out.printf(
            "%d: %.2f s = broadcast %.2f + round 1 %.2f + rounds 2-4 %.2f + round 5 %.2f + collect"
                + " %.2f; in tasks: arithmetic %.2f, owners' wait %.2f, hash %.2f; owners busy"
                + " %.2f; %.1f MB up, %.1f MB down%n",
            t,
            outcome.row().seconds(),
            p.broadcast() / 1e9,
            p.forward() / 1e9,
            p.products() / 1e9,
            p.gradient() / 1e9,
            p.collect() / 1e9,
            tasks.arithmetic() / 1e9,
            tasks.owners() / 1e9,
            tasks.hash() / 1e9,
            busy,
            tasks.requestBytes() / 1e6,
            tasks.replyBytes() / 1e6);
      }
    }
  }
}
