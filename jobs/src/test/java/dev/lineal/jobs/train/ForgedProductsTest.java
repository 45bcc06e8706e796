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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

  private static final TestData PLANE = TestData.plane(900, 4, 5);
  private static final TestData CLOUDS = TestData.clouds(900, 4, 3);
  private static final LinearPlan LINEAR = linear();
  private static final PowerPlan POWER = new PowerPlan(SET, PowerPlan.training(5), CLOUDS.rows());

  @TempDir static Path folder;

  /** Encrypted and ingested once; every test has a run of its own. */
  private static PolicyStudy plane;

  private static PolicyStudy clouds;

  private static LinearPlan linear() {
    Factor l2 = new Factor(1, 6);
    return new LinearPlan(
        SET, LinearPlan.training(5, 2, LinearPlan.bound(5, l2), l2), PLANE.rows());
  }

  @BeforeAll
  static void encrypt() {
    plane = new PolicyStudy(SPARK, folder.resolve("plane"), PLANE, LINEAR);
    clouds = new PolicyStudy(SPARK, folder.resolve("clouds"), CLOUDS, POWER);
  }

  @AfterAll
  static void close() {
    plane.close();
    clouds.close();
  }

  @BeforeEach
  void anotherRun() {
    plane.startAnew();
    clouds.startAnew();
  }

  @ParameterizedTest
  @CsvSource({"1, gram-row", "2, residual"})
  void ofALinearRegression(int round, String identity) {
    PlannedRun run = plane.run(LINEAR, Optional.empty());
    plane.forge(round);
    refused(identity, () -> new TrainLinear(run, 2, line -> {}).execute());
  }

  @ParameterizedTest
  @CsvSource({"1, forward-product", "2, gradient", "3, released-sum"})
  void ofAPowerIteration(int round, String identity) {
    PlannedRun run = clouds.run(POWER, Optional.empty());
    clouds.forge(round);
    Path file = folder.resolve("curvature.json");
    refused(identity, () -> new IteratePower(run, file, line -> {}).execute());
  }

  @Test
  void ofAMetric() {
    Trained trained = new TrainLinear(plane.run(LINEAR, Optional.empty()), 2, line -> {}).execute();
    EvaluationPlan evaluation =
        new EvaluationPlan(
            SET, EvaluationPlan.training(EvaluationRounds.Model.REGRESSION, 5), LINEAR.rows());
    PlannedRun run = plane.run(evaluation, Optional.empty());
    plane.forge(2);
    refused("released-sum", () -> new EvaluateEncrypted(run, trained.run()).execute());
  }

  private static void refused(String identity, Executable run) {
    String said = assertThrows(Exception.class, run).toString();
    assertTrue(said.contains("(rule cluster-verified)"), said);
    assertTrue(said.contains("'" + identity + "'"), said);
  }
}
