package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.jobs.train.LogisticTraining.GradientPlace;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.report.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine on local[2] against three owners behind HTTP, in the smallest ring. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogisticTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ITERATIONS = 3;
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(5));

  /** Nine blocks of up to 512 rows, six features. */
  private final TestData data = TestData.clouds(3100, 5, 7);

  private final LogisticPlan plan =
      new LogisticPlan(
          HeParameters.INSECURE_TEST_10,
          LogisticPlan.training(6, ITERATIONS, StepSize.bound(6), new Factor(1, 7)),
          data.rows());

  private LocalStudy study;

  @BeforeAll
  void begin() {
    study = new LocalStudy(HeParameters.INSECURE_TEST_10, 3, data, plan);
  }

  @AfterAll
  void end() {
    study.close();
  }

  private LogisticTraining training(RunTerms terms, int blocksPerRequest, GradientPlace place) {
    JavaRDD<PackedBlock> blocks = SPARK.context().parallelize(study.blocks());
    return new LogisticTraining(SPARK.context(), terms, blocks, blocksPerRequest, place);
  }

  private List<TrainingEngine.Outcome> run(LogisticTraining training, TrainingState from, int to) {
    List<TrainingEngine.Outcome> outcomes = new ArrayList<>();
    TrainingState state = from;
    while (state.iterations() < to) {
      outcomes.add(training.iterate(state, plan.step(state.iterations())));
      state = outcomes.get(outcomes.size() - 1).state();
    }
    return outcomes;
  }

  private static TrainingState last(List<TrainingEngine.Outcome> outcomes) {
    return outcomes.get(outcomes.size() - 1).state();
  }

  private static TrainingState start(RunTerms terms) {
    return TrainingState.start(terms.key(), terms.features());
  }

  @Test
  void theModelAgreesWithItsPlaintextTwinWhereverTheGradientIsSummed() {
    RunTerms terms = study.run(1, 4, SHORT);
    try (LogisticTraining inProcess = training(terms, 2, GradientPlace.IN_PROCESS)) {
      List<TrainingEngine.Outcome> outcomes = run(inProcess, start(terms), ITERATIONS);
      double[] got = study.release(terms.runId(), last(outcomes));
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      assertTrue(Agreement.bits(got, want) > 18, Agreement.bits(got, want) + " bits");
      assertEquals(4 * 5 + 2, outcomes.get(0).row().records().size());
      try (LogisticTraining shuffled = training(terms, 2, GradientPlace.SHUFFLED)) {
        assertEquals(
            outcomes.stream().map(o -> o.row().state()).toList(),
            run(shuffled, start(terms), ITERATIONS).stream().map(o -> o.row().state()).toList());
      }
    }
  }

  @Test
  void aRunResumedFromABinaryStateEndsWithTheSameBytes() {
    RunTerms terms = study.run(2, 6, SHORT);
    TrainingState undisturbed;
    byte[] kept;
    try (LogisticTraining training = training(terms, 3, GradientPlace.SHUFFLED)) {
      List<TrainingEngine.Outcome> outcomes = run(training, start(terms), ITERATIONS);
      kept = outcomes.get(0).state().toBytes();
      undisturbed = last(outcomes);
    }
    try (LogisticTraining resumed = training(terms, 3, GradientPlace.SHUFFLED)) {
      TrainingState end = last(run(resumed, TrainingState.parse(kept), ITERATIONS));
      assertArrayEquals(undisturbed.toBytes(), end.toBytes());
    }
  }

  @Test
  void anOwnerThatIsDownPausesTheRunUntilItIsBack() throws InterruptedException {
    RunTerms terms = study.run(3, 6, SHORT);
    try (LogisticTraining training = training(terms, 7, GradientPlace.IN_PROCESS)) {
      study.agents().get(1).stop();
      Thread starter = new Thread(() -> study.agents().get(1).start());
      Thread iterating = new Thread(() -> run(training, start(terms), 1));
      iterating.start();
      iterating.join(200);
      assertTrue(iterating.isAlive(), "the run waits");
      starter.start();
      starter.join();
      iterating.join(10_000);
      assertTrue(!iterating.isAlive(), "the run went on");
    }
  }

  @Test
  void anOwnerThatStaysDownEndsTheRunByName() {
    Patience none = new Patience(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(20));
    RunTerms terms = study.run(4, 6, none);
    study.agents().get(2).stop();
    try (LogisticTraining training = training(terms, 7, GradientPlace.IN_PROCESS)) {
      SparkException failure =
          assertThrows(SparkException.class, () -> run(training, start(terms), 1));
      JobException down = JobException.within(failure);
      assertNotNull(down, failure.toString());
      assertEquals(ExitCode.INFRASTRUCTURE, down.exitCode());
      assertTrue(down.getMessage().startsWith("Owner owner-2 at http://127.0.0.1:"));
      assertTrue(down.getMessage().contains("job resume"), down.getMessage());
    } finally {
      study.agents().get(2).start();
    }
  }

  @Test
  void anOwnerThatSawAnotherRequestRefuses() {
    RunTerms terms = study.run(5, 6, SHORT);
    try (LogisticTraining training = training(terms, 7, GradientPlace.IN_PROCESS)) {
      TrainingState first = last(run(training, start(terms), 1));
      run(training, first, 2);
      TrainingState forged = new TrainingState(1, start(terms).weights(), first.shares());
      SparkException failure = assertThrows(SparkException.class, () -> run(training, forged, 2));
      JobException refused = JobException.within(failure);
      assertEquals(ExitCode.REFUSED, refused.exitCode());
      assertTrue(refused.getMessage().contains("rule one-digest"), refused.getMessage());
    }
  }
}
