package dev.lineal.jobs.train;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.Table;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestAgent;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Not a test by name: run it with -Dtest=MnistShape to see where an iteration's time goes at 3
 * blocks x 174 features, cluster and three owners in one process.
 */
class MnistShape {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ITERATIONS = 32;

  @Test
  void measure() {
    TestData data = mnist();
    LogisticPlan plan =
        new LogisticPlan(
            HeParameters.STUDY_13,
            LogisticPlan.training(
                data.features(), ITERATIONS, StepSize.bound(data.features()), Factor.ZERO),
            data.rows());
    try (LocalStudy study = new LocalStudy(HeParameters.STUDY_13, 3, data, plan)) {
      TrainingState end = measure(study, plan, 1, 11, LogisticTraining.GradientPlace.IN_PROCESS);
      double[] got = study.release("01".repeat(32), end);
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      System.out.printf(
          "accuracy on the training rows %.4f, of the twin %.4f, %.1f bits of agreement%n",
          data.accuracy(got), data.accuracy(want), Agreement.bits(got, want));
    }
  }

  /** Non-constant pixels, the label last. */
  private static TestData mnist() {
    Table train = PublicDataSet.MNIST_3V8.load(PackageCache.ofUser()).train();
    double[][] rows = train.rows();
    int[] varying =
        IntStream.range(0, rows[0].length)
            .filter(j -> Arrays.stream(rows).mapToDouble(row -> row[j]).distinct().count() > 1)
            .toArray();
    return TestData.of(
        IntStream.range(0, rows.length)
            .mapToObj(
                i ->
                    DoubleStream.concat(
                            Arrays.stream(varying).mapToDouble(j -> rows[i][j]),
                            DoubleStream.of(train.labels()[i]))
                        .toArray())
            .toList());
  }

  private static TrainingState measure(
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
        TrainingEngine.Outcome outcome = training.iterate(state, plan.step(t));
        double busy = study.agents().stream().mapToDouble(TestAgent::busySeconds).sum() - before;
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
    return state;
  }
}
