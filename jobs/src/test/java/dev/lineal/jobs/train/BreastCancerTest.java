package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Breast cancer, three owners behind HTTP, STUDY_13, on local[2]. */
class BreastCancerTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ITERATIONS = 32;

  @Test
  void thirtyTwoIterationsAgreeToFifteenBitsAndReachThePlaintextAccuracy() throws IOException {
    TestData data = breastCancer();
    Factor step = StepSize.inverse(PlaintextTwin.largestEigenvalue(data.folded()));
    LogisticPlan plan =
        new LogisticPlan(
            HeParameters.STUDY_13,
            LogisticPlan.training(data.features(), ITERATIONS, step, new Factor(1, 7)),
            data.rows());
    try (LocalStudy study = new LocalStudy(HeParameters.STUDY_13, 3, data, plan)) {
      RunTerms terms = study.run(1, 16, Patience.DEFAULT);
      TrainingState state = TrainingState.start(terms.key(), terms.features());
      try (LogisticTraining training =
          new LogisticTraining(
              SPARK.context(),
              terms,
              SPARK.context().parallelize(study.blocks()),
              2,
              LogisticTraining.GradientPlace.IN_PROCESS)) {
        for (int t = 0; t < ITERATIONS; t++) {
          state = training.iterate(state, plan.step(t)).state();
        }
      }
      double[] got = study.release(terms.runId(), state);
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      double bits = Agreement.bits(got, want);
      System.out.printf("breast cancer: %.1f bits, accuracy %.4f%n", bits, data.accuracy(got));
      assertTrue(bits >= 15, bits + " bits");
      assertEquals(data.accuracy(want), data.accuracy(got));
      assertTrue(data.accuracy(got) > 0.96);
    }
  }

  static TestData breastCancer() throws IOException {
    Path file = Path.of("../owner-agent/src/test/resources/data/breast_cancer.csv");
    return TestData.of(
        Files.readAllLines(file).stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toList());
  }
}
