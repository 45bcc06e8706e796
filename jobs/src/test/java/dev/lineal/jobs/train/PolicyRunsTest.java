package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.evaluate.EvaluateEncrypted;
import dev.lineal.jobs.evaluate.Evaluated;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.EvaluationPlan;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LinearTwin;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.PowerPlan;
import dev.lineal.jobs.plan.ReleasedWeights;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.publish.SealedShare;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.report.ExitCode;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every task as a planned run against three owners under their real policy. */
class PolicyRunsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final int ITERATIONS = 6;

  @TempDir Path folder;

  private final List<String> console = new ArrayList<>();

  private static double[] released(PolicyStudy study, PlannedRun run, TrainingState end) {
    List<SealedShare> shares = study.release(run);
    int bits = shares.get(0).fractionBits();
    List<List<BigInteger>> parts = new ArrayList<>();
    parts.add(ReleasedWeights.clusterPart(end.shares(), bits));
    shares.forEach(share -> parts.add(share.values()));
    return ReleasedWeights.sum(parts, bits, TaskPlan.of(run.plan()).interval());
  }

  @Test
  void aLargerStepNeedsThePowerIterationThatAllowsIt() throws Exception {
    TestData data = TestData.clouds(900, 4, 3);
    PowerPlan power = new PowerPlan(SET, PowerPlan.training(5), data.rows());
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, power)) {
      Path file = folder.resolve("curvature.json");
      IteratePower.Bounded bounded =
          new IteratePower(study.run(power, Optional.empty()), file, console::add).execute();
      double exact = 4 * PlaintextTwin.largestEigenvalue(data.folded());
      double lambda = bounded.curvature().bound().lambda();
      assertTrue(lambda > 0.8 * exact && lambda < 1.001 * exact, lambda + " of " + exact);
      assertTrue(Files.readString(file).contains("\"sums\""));

      Factor step = PowerPlan.logistic(bounded.curvature().bound());
      LogisticPlan plan =
          new LogisticPlan(
              SET,
              LogisticPlan.training(5, ITERATIONS, step, new Factor(1, 7)),
              data.rows(),
              ITERATIONS);
      assertRefused("step-bound", study.run(plan, Optional.empty()));
      Optional<CurvatureEvidence> evidence = Optional.of(bounded.curvature().evidence());
      assertRefused("curvature-shown", study.run(plan, forged(evidence.get())));

      PlannedRun run = study.run(plan, evidence);
      Trained trained = new TrainLogistic(run, 2, console::add).execute();
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      double[] got = released(study, run, trained.state());
      assertTrue(Agreement.bits(got, want) > 18, Agreement.bits(got, want) + " bits");
      double[] before = new PlaintextTwin(plan, data.folded()).extrapolated(ITERATIONS - 1);
      String last = console.get(console.size() - 1);
      String margin = String.format("mean squared margin %.3f", data.polynomialMetrics(before)[0]);
      assertTrue(last.contains(margin), last + " has no " + margin);
      assertMarginsKept(run, data.polynomialMetrics(before)[0]);
      evaluate(study, plan, trained, data.polynomialMetrics(got));
    }
  }

  private static void assertMarginsKept(PlannedRun run, double want) {
    List<Row> rows =
        new RunStore(run.spark(), run.store())
            .iterations()
            .filter("run = '" + run.plan().sha256() + "'")
            .orderBy("iteration")
            .collectAsList();
    assertEquals(ITERATIONS, rows.size());
    double kept = rows.get(ITERATIONS - 1).getAs("mean_squared_margin");
    assertEquals(want, kept, 1e-3 * want);
  }

  /** Owners check the cluster in every round that a higher degree has. */
  @ParameterizedTest
  @ValueSource(ints = {9, 13})
  void aHigherDegreeIsTrainedAndReleased(int degree) {
    TestData data = TestData.clouds(900, 4, 3);
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    LogisticPlan plan =
        new LogisticPlan(
            SET,
            LogisticPlan.training(5, ITERATIONS, StepSize.bound(5), new Factor(1, 7), activation),
            data.rows(),
            ITERATIONS);
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      Trained trained = new TrainLogistic(run, 2, console::add).execute();
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      double bits = Agreement.bits(released(study, run, trained.state()), want);
      assertTrue(bits > 18, bits + " bits");
      assertNotEvaluated(study, plan, trained);
    }
  }

  /** Its weights are divided by another interval. */
  private static void assertNotEvaluated(PolicyStudy study, LogisticPlan plan, Trained trained) {
    EvaluationPlan evaluation =
        new EvaluationPlan(
            SET, EvaluationPlan.training(EvaluationRounds.Model.CLASSIFICATION, 5), plan.rows());
    EvaluateEncrypted evaluate =
        new EvaluateEncrypted(study.run(evaluation, Optional.empty()), trained.run());
    JobException refused = assertThrows(JobException.class, evaluate::execute);
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains("degree 5 on [-12, 12]"), refused.getMessage());
  }

  private static Optional<CurvatureEvidence> forged(CurvatureEvidence shown) {
    CurvatureEvidence.Sum last = shown.sums().get(1);
    List<String> answers = new ArrayList<>(last.answers());
    answers.set(2, answers.get(1));
    return Optional.of(
        new CurvatureEvidence(
            shown.run(),
            List.of(shown.sums().get(0), new CurvatureEvidence.Sum(last.c0(), answers))));
  }

  private void assertRefused(String rule, PlannedRun run) {
    JobException refused =
        assertThrows(JobException.class, () -> new TrainLogistic(run, 2, console::add).execute());
    assertEquals(ExitCode.REFUSED, refused.exitCode());
    assertTrue(refused.getMessage().contains("rule " + rule), refused.getMessage());
  }

  private static void evaluate(
      PolicyStudy study, LogisticPlan plan, Trained trained, double[] want) {
    EvaluationPlan evaluation =
        new EvaluationPlan(
            SET, EvaluationPlan.training(EvaluationRounds.Model.CLASSIFICATION, 5), plan.rows());
    Evaluated got =
        new EvaluateEncrypted(study.run(evaluation, Optional.empty()), trained.run()).execute();
    assertEquals(want[0], got.metrics().get("mean_squared_margin"), 1e-4 * want[0]);
    assertEquals(want[1], got.metrics().get("brier"), 1e-5);
    assertEquals(want[2], got.metrics().get("log_loss"), 1e-4);
  }

  @Test
  void aRegressionIsTrainedResumedReleasedAndEvaluated() {
    TestData data = TestData.plane(900, 4, 5);
    Factor l2 = new Factor(1, 6);
    LinearPlan plan =
        new LinearPlan(
            SET, LinearPlan.training(5, ITERATIONS, LinearPlan.bound(5, l2), l2), data.rows());
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      TrainLinear killed =
          new TrainLinear(
              run,
              2,
              line -> {
                if (line.startsWith("iteration 4")) {
                  throw new IllegalStateException("killed");
                }
              });
      assertThrows(IllegalStateException.class, killed::execute);
      Trained trained = new TrainLinear(run, 2, console::add).execute();
      assertEquals("resumed after iteration 2", console.get(0));
      double[] want = new LinearTwin(plan, data.folded()).train(ITERATIONS);
      double[] got = released(study, run, trained.state());
      assertTrue(Agreement.bits(got, want) > 18, Agreement.bits(got, want) + " bits");
      EvaluationPlan evaluation =
          new EvaluationPlan(
              SET, EvaluationPlan.training(EvaluationRounds.Model.REGRESSION, 5), plan.rows());
      Evaluated metrics =
          new EvaluateEncrypted(study.run(evaluation, Optional.empty()), trained.run()).execute();
      assertEquals(1 - data.meanSquaredError(got), metrics.metrics().get("r2"), 1e-5);
    }
  }
}
