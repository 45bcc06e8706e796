package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.audit.Audit;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LinearTwin;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.ReleasedWeights;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.publish.SealedShare;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.EncryptionTerms;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.ParentModel;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that start from a released model, with owners that check every step. */
class DerivedRunsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final int ITERATIONS = 3;
  private static final int ALL_STEPS = 1000;
  private static final double[] START = {0.75, -0.5, 0.25, 1.5, -0.125};
  private static final Factor L2 = new Factor(1, 6);

  @TempDir Path folder;

  private static Optional<ParentModel> parent(double[] weights, int interval) {
    List<Long> fixed =
        Arrays.stream(weights)
            .mapToObj(weight -> Math.round(Math.scalb(weight / interval, 40)))
            .toList();
    return Optional.of(new ParentModel(Sha256.hash(new byte[] {9}), fixed));
  }

  private static double[] released(PolicyStudy study, PlannedRun run, TrainingState end) {
    List<SealedShare> shares = study.release(run);
    int bits = shares.get(0).fractionBits();
    List<List<BigInteger>> parts = new ArrayList<>();
    parts.add(ReleasedWeights.clusterPart(end.shares(), bits));
    shares.forEach(share -> parts.add(share.values()));
    return ReleasedWeights.sum(parts, bits, TaskPlan.of(run.plan()).interval());
  }

  private static void assertReplays(PlannedRun run) {
    Audit audit =
        new Audit(SPARK.session(), run.plan(), run.store(), ALL_STEPS, OptionalLong.empty());
    assertEquals(List.of(), audit.execute().mismatched());
  }

  private static LogisticPlan logistic(TestData data) {
    return new LogisticPlan(
        SET, LogisticPlan.training(5, ITERATIONS, StepSize.bound(5), L2), data.rows());
  }

  @Test
  void aClassifierGoesOnFromItsParentAsItWouldInTheClear() {
    TestData data = TestData.clouds(900, 4, 3);
    LogisticPlan plan = logistic(data);
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty(), parent(START, plan.interval()));
      Trained trained = new TrainLogistic(run, 2, line -> {}).execute();
      double[] want = new PlaintextTwin(plan, data.folded(), START).train(ITERATIONS);
      double[] got = released(study, run, trained.state());
      assertTrue(Agreement.bits(got, want) > 18, Agreement.bits(got, want) + " bits");
      assertReplays(run);
      double[] fromZero = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      assertTrue(Agreement.bits(got, fromZero) < 5, "the start counts");
    }
  }

  @Test
  void aRegressionGoesOnFromItsParentAsItWouldInTheClear() {
    TestData data = TestData.plane(900, 4, 5);
    LinearPlan plan =
        new LinearPlan(
            SET, LinearPlan.training(5, ITERATIONS, LinearPlan.bound(5, L2), L2), data.rows());
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty(), parent(START, 1));
      Trained trained = new TrainLinear(run, 2, line -> {}).execute();
      double[] want = new LinearTwin(plan, data.folded()).train(ITERATIONS, START);
      double[] got = released(study, run, trained.state());
      assertTrue(Agreement.bits(got, want) > 18, Agreement.bits(got, want) + " bits");
      assertReplays(run);
    }
  }

  /** Margins may reach 4 x 2 x 3.125 = 25 instead of 20.4: one bit, five in the polynomial. */
  @Test
  void aStartThatReachesFurtherNeedsLargerMasks() {
    TestData data = TestData.clouds(900, 4, 3);
    LogisticPlan plan = logistic(data);
    double[] far = Arrays.stream(START).map(weight -> 2 * weight).toArray();
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      Optional<ParentModel> parent = parent(far, plan.interval());
      PlannedRun near = study.run(plan, Optional.empty());
      PlannedRun run = study.run(plan, Optional.empty(), parent);
      List<Integer> more = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        more.add(bound(run, round) - bound(near, round));
      }
      assertEquals(List.of(1, 7, 7, 7, 7), more);
      JobException refused =
          assertThrows(
              JobException.class,
              () ->
                  new TrainLogistic(
                          study.run(new AsFromZero(plan), Optional.empty(), parent), 2, line -> {})
                      .execute());
      assertTrue(refused.getMessage().contains("rule bound-bits"), refused.getMessage());
    }
  }

  /** A plan that forgets how far its start reaches. */
  private record AsFromZero(LogisticPlan plan) implements TaskPlan {
    @Override
    public HeParameters parameters() {
      return plan.parameters();
    }

    @Override
    public Training training() {
      return plan.training();
    }

    @Override
    public TaskRounds rounds() {
      return plan.rounds();
    }

    @Override
    public List<Release> releases() {
      return plan.releases();
    }

    @Override
    public EncryptionTerms encryption(Sha256 jointKey, List<BigInteger> start) {
      return plan.encryption(jointKey);
    }
  }

  private static int bound(PlannedRun run, int round) {
    return run.plan().encryption().rounds().get(round).boundBits();
  }
}
