package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints in real Delta tables: a run that dies goes on with the same bytes. */
class TrainingRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ITERATIONS = 5;

  @TempDir Path folder;

  private final TestData data = TestData.clouds(600, 3, 11);
  private final LogisticPlan plan =
      new LogisticPlan(
          HeParameters.INSECURE_TEST_10,
          LogisticPlan.training(4, ITERATIONS, StepSize.bound(4), Factor.ZERO),
          data.rows());
  private final List<String> console = new ArrayList<>();

  private TrainingRun run(RunTerms terms, String table, Telemetry telemetry) {
    RunStore store = new RunStore(SPARK.session(), folder.resolve(table).toString());
    return new TrainingRun(
        terms,
        TrainingState.start(terms.key(), terms.features()),
        ITERATIONS,
        plan::step,
        store,
        2,
        telemetry,
        new MarginWatch(12),
        console::add);
  }

  private LogisticTraining training(LocalStudy study, RunTerms terms) {
    return new LogisticTraining(
        SPARK.context(),
        terms,
        SPARK.context().parallelize(study.blocks()),
        2,
        LogisticTraining.GradientPlace.IN_PROCESS);
  }

  @Test
  void aKilledRunResumesFromDeltaAndEndsWithTheSameBytes() {
    try (LocalStudy study = new LocalStudy(HeParameters.INSECURE_TEST_10, 3, data, plan)) {
      RunTerms terms = study.run(1, 4, Patience.DEFAULT);
      TrainingState undisturbed;
      try (LogisticTraining training = training(study, terms)) {
        undisturbed = run(terms, "undisturbed", Telemetry.NONE).execute(training).state();
      }
      Telemetry killer =
          (iteration, released) -> {
            if (iteration == 3) {
              throw new IllegalStateException("killed");
            }
            return OptionalDouble.empty();
          };
      try (LogisticTraining training = training(study, terms)) {
        TrainingRun killed = run(terms, "killed", killer);
        assertThrows(IllegalStateException.class, () -> killed.execute(training));
      }
      try (LogisticTraining training = training(study, terms)) {
        TrainingRun resumed = run(terms, "killed", Telemetry.NONE);
        assertArrayEquals(undisturbed.toBytes(), resumed.execute(training).state().toBytes());
        assertTrue(console.contains("resumed after iteration 2"), console.toString());
        assertRows(resumed.store(), undisturbed);
      }
    }
  }

  private static void assertRows(RunStore store, TrainingState end) {
    List<Row> rows = store.iterations().orderBy("iteration").collectAsList();
    assertEquals(List.of(0, 1, 2, 3, 4), rows.stream().map(row -> row.getAs("iteration")).toList());
    Row last = rows.get(ITERATIONS - 1);
    assertEquals(end.sha256().toString(), last.getAs("state_sha256"));
    assertEquals(4 * 2 + 1, last.getList(last.fieldIndex("requests")).size());
    assertTrue(last.isNullAt(last.fieldIndex("mean_squared_margin")), "nothing was released");
  }

  @Test
  void aRunThatDivergesStopsAndSaysWhy() {
    try (LocalStudy study = new LocalStudy(HeParameters.INSECURE_TEST_10, 3, data, plan)) {
      RunTerms terms = study.run(2, 4, Patience.DEFAULT);
      try (LogisticTraining training = training(study, terms)) {
        TrainingRun run =
            run(
                terms,
                "diverging",
                (iteration, released) -> OptionalDouble.of(iteration == 0 ? 1 : 5));
        JobException stop = assertThrows(JobException.class, () -> run.execute(training));
        assertEquals("training.diverges", stop.code());
        assertTrue(
            stop.getMessage().startsWith("Training stopped after iteration 2: the mean squared"),
            stop.getMessage());
      }
    }
  }

  @Test
  void marginsThatLeaveHalfTheIntervalStopARun() {
    JobException stop =
        assertThrows(
            JobException.class, () -> new MarginWatch(12).accept(3, OptionalDouble.of(36.1)));
    assertTrue(stop.getMessage().contains("half of the activation's interval"));
    new MarginWatch(12).accept(3, OptionalDouble.of(35.9));
  }

  @Test
  void aDamagedStateIsRefused() {
    JobException cut =
        assertThrows(JobException.class, () -> TrainingState.parse(new byte[] {1, 2}));
    assertEquals(
        "A checkpoint cannot be used: it is cut short. Resume from an older checkpoint or start"
            + " the run anew under a new plan.",
        cut.getMessage());
  }
}
