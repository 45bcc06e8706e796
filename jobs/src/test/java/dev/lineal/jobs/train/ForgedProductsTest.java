package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.jobs.evaluate.EvaluateEncrypted;
import dev.lineal.jobs.plan.EvaluationPlan;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.PowerPlan;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One altered residue in the products of tasks other than logistic regression: refused. */
class ForgedProductsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, gram-row", "2, residual"})
  void ofALinearRegression(int round, String identity) {
    TestData data = TestData.plane(900, 4, 5);
    LinearPlan plan = linear(data);
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      study.forge(round);
      refused(identity, () -> new TrainLinear(run, 2, line -> {}).execute());
    }
  }

  private static LinearPlan linear(TestData data) {
    Factor l2 = new Factor(1, 6);
    return new LinearPlan(
        SET, LinearPlan.training(5, 2, LinearPlan.bound(5, l2), l2), data.rows());
  }

  @ParameterizedTest
  @CsvSource({"1, forward-product", "2, gradient", "3, released-sum"})
  void ofAPowerIteration(int round, String identity) {
    TestData data = TestData.clouds(900, 4, 3);
    PowerPlan plan = new PowerPlan(SET, PowerPlan.training(5), data.rows());
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      study.forge(round);
      Path file = folder.resolve("curvature.json");
      refused(identity, () -> new IteratePower(run, file, line -> {}).execute());
    }
  }

  @Test
  void ofAMetric() {
    TestData data = TestData.plane(900, 4, 5);
    LinearPlan plan = linear(data);
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      Trained trained =
          new TrainLinear(study.run(plan, Optional.empty()), 2, line -> {}).execute();
      EvaluationPlan evaluation =
          new EvaluationPlan(
              SET, EvaluationPlan.training(EvaluationRounds.Model.REGRESSION, 5), plan.rows());
      PlannedRun run = study.run(evaluation, Optional.empty());
      study.forge(2);
      refused("released-sum", () -> new EvaluateEncrypted(run, trained.run()).execute());
    }
  }

  private static void refused(String identity, Executable run) {
    String said = assertThrows(Exception.class, run).toString();
    assertTrue(said.contains("(rule cluster-verified)"), said);
    assertTrue(said.contains("'" + identity + "'"), said);
  }
}
