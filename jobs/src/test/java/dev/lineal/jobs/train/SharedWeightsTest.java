package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.audit.Audit;
import dev.lineal.jobs.audit.Audited;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.ReleasedWeights;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings whose weights stay shared, with three owners under their real policy. */
class SharedWeightsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final int ITERATIONS = 6;
  private static final int RELEASED = 2;

  @TempDir Path folder;

  private final TestData data = TestData.clouds(900, 4, 3);
  private final LogisticPlan plan =
      new LogisticPlan(
          SET,
          LogisticPlan.training(5, ITERATIONS, StepSize.bound(5), new Factor(1, 7)),
          data.rows(),
          RELEASED,
          WeightForm.SHARED);

  private static double[] released(PolicyStudy study, PlannedRun run, TrainingState end) {
    List<List<BigInteger>> parts = new ArrayList<>();
    int bits = study.release(run).get(0).fractionBits();
    parts.add(ReleasedWeights.clusterPart(end.shares(), bits));
    study.release(run).forEach(share -> parts.add(share.values()));
    return ReleasedWeights.sum(parts, bits, 12);
  }

  @Test
  void agreeWithTheClearAndHoldInAnAudit() {
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      Trained trained = new TrainLogistic(run, 2, line -> {}).execute();
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      double bits = Agreement.bits(released(study, run, trained.state()), want);
      assertTrue(bits > 18, bits + " bits");

      Audited audited =
          new Audit(SPARK.session(), run.plan(), run.store(), 1000, OptionalLong.empty()).execute();
      assertEquals(List.of(), audited.mismatched());
      int slices = 2;
      assertEquals(ITERATIONS * 6 * slices + RELEASED, audited.steps());
    }
  }

  /** Owners see no difference between a job and the same one again, with room for no block. */
  @Test
  void theSameRunAgainIsTheSameBytes() {
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      Trained first = new TrainLogistic(run, 2, line -> {}).execute();
      PlannedRun again =
          new PlannedRun(
              run.spark(),
              run.signed(),
              run.owners(),
              folder.resolve("other").toString(),
              1,
              run.patience(),
              run.curvature());
      Trained second = new TrainLogistic(again, 2, line -> {}).execute();
      assertEquals(first.state().sha256(), second.state().sha256());
    }
  }

  /** Owners repeat what they answered before the driver was killed, byte for byte. */
  @Test
  void aKilledRunEndsWithTheSameState() {
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      List<String> console = new ArrayList<>();
      TrainLogistic killed =
          new TrainLogistic(
              run,
              2,
              line -> {
                console.add(line);
                if (line.startsWith("iteration 4")) {
                  throw new IllegalStateException("killed");
                }
              });
      assertThrows(IllegalStateException.class, killed::execute);
      Trained resumed = new TrainLogistic(run, 2, console::add).execute();
      assertTrue(console.contains("resumed after iteration 2"), console.toString());
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      double bits = Agreement.bits(released(study, run, resumed.state()), want);
      assertTrue(bits > 18, bits + " bits");
    }
  }

  @Test
  void marginsThatAreNotTheSumEndTheRun() {
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PlannedRun run = study.run(plan, Optional.empty());
      study.forge(1, 2);
      String said =
          assertThrows(Exception.class, () -> new TrainLogistic(run, 2, line -> {}).execute())
              .toString();
      assertTrue(said.contains("(rule cluster-verified)"), said);
      assertTrue(said.contains("'partial-products'"), said);
    }
  }

  /** Owners that trust read the shards, too, and take the others' answers as they come. */
  @ParameterizedTest
  @EnumSource(
      value = PolicyStudy.Cluster.class,
      names = {"TRUSTED", "TRUSTED_BY_THE_FIRST"})
  void ownersThatTrustTrainTheSameModel(PolicyStudy.Cluster cluster) {
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan, cluster)) {
      PlannedRun run = study.run(plan, Optional.empty());
      Trained trained = new TrainLogistic(run, 2, line -> {}).execute();
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      double bits = Agreement.bits(released(study, run, trained.state()), want);
      assertTrue(bits > 18, bits + " bits");
    }
  }
}
