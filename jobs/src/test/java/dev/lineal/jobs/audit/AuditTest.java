package dev.lineal.jobs.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.ReportSchema;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.TrainLinear;
import dev.lineal.jobs.train.TrainLogistic;
import dev.lineal.lineage.manifest.Factor;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Runs with three owners under their real policy, replayed; honest ones hold, others do not. */
class AuditTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final int ITERATIONS = 3;
  private static final int RELEASED = 2;
  private static final int ALL = 1000;
  private static final TestData DATA = TestData.clouds(900, 4, 3);

  @TempDir static Path shared;

  /** A run that nobody changed; a test that changes its tables puts them back. */
  private static PolicyStudy honest;

  private static PlannedRun trained;
  private static PolicyStudy.Files files;

  @TempDir Path folder;

  private static LogisticPlan plan(int released) {
    return new LogisticPlan(
        SET,
        LogisticPlan.training(5, ITERATIONS, StepSize.bound(5), new Factor(1, 7)),
        DATA.rows(),
        released);
  }

  @BeforeAll
  static void train() throws IOException {
    LogisticPlan plan = plan(RELEASED);
    honest = new PolicyStudy(SPARK, shared, DATA, plan);
    files = honest.files(plan, List.of("a", "b", "c", "d"));
    trained = honest.run(plan, Optional.empty());
    new TrainLogistic(trained, 2, line -> {}).execute();
  }

  @AfterAll
  static void close() {
    honest.close();
  }

  private static long version(DeltaTable table) {
    return table.history(1).head().<Long>getAs("version");
  }

  private Audited audit(PlannedRun run, int sample) {
    return new Audit(SPARK.session(), run.plan(), run.store(), sample, OptionalLong.empty())
        .execute();
  }

  private DeltaTable table(PlannedRun run, String name) {
    return DeltaTable.forPath(SPARK.session(), run.store() + "/" + name);
  }

  /** One residue of a packed polynomial set to another that is canonical too. */
  private void alter(DeltaTable table, Column row, String bytes) {
    byte[] altered = table.toDF().filter(row).select(bytes).head().getAs(0);
    altered[100] ^= 1;
    table.update(row, Map.of(bytes, lit(altered)));
  }

  private static List<String> places(Audited audited) {
    return audited.mismatched().stream().map(mismatch -> mismatch.step().place()).toList();
  }

  @Test
  void everyStepOfAnHonestRunHolds() throws IOException {
    Audited audited = audit(trained, ALL);
    assertEquals(List.of(), audited.mismatched());
    assertEquals(ITERATIONS * (4 * 2 + 2) + RELEASED, audited.steps());
    assertEquals(audited.steps(), audited.sampled());

    Path json = folder.resolve("audit.json");
    String[] typed = {
      "--plan",
      files.plan().toString(),
      "--store",
      trained.store(),
      "--sample",
      "3",
      "--seed",
      "5",
      "--json",
      json.toString()
    };
    assertEquals(0, new CommandLine(new AuditCommand()).execute(typed));
    JsonNode report = ReportSchema.validated("audit", json);
    assertEquals(3, report.get("sampled").asInt());
    assertEquals(0, report.get("mismatched").asInt());
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 13})
  void everyStepOfAHigherDegreeHolds(int degree) {
    ActivationRounds activation = ActivationRounds.ofDegree(degree);
    Factor step = StepSize.bound(5);
    int iterations = 2; // from public weights, and from encrypted ones
    LogisticPlan higher =
        new LogisticPlan(
            SET,
            LogisticPlan.training(5, iterations, step, new Factor(1, 7), activation),
            DATA.rows());
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, DATA, higher)) {
      PlannedRun run = study.run(higher, Optional.empty());
      new TrainLogistic(run, 2, line -> {}).execute();
      Audited audited = audit(run, ALL);
      assertEquals(List.of(), audited.mismatched());
      assertEquals(iterations * (activation.rounds() * 2 + 2), audited.steps());
      assertEquals(audited.steps(), audited.sampled());
      if (degree == 13) {
        Column row = col("iteration").equalTo(1).and(col("round").equalTo(3));
        alter(table(run, "refreshed"), row.and(col("item").equalTo(2)), "c0");
        assertEquals("iteration 1, round 3, slice 1", places(audit(run, ALL)).get(0));
      }
    }
  }

  /**
   * The cluster computed with one limb of one column altered: block 1, feature 4. Owners that check
   * it would not have answered.
   */
  @Test
  void oneLimbThatTheClusterAlteredIsFoundWhereItCounted() {
    LogisticPlan plan = plan(0);
    try (PolicyStudy study =
        new PolicyStudy(SPARK, folder, DATA, plan, PolicyStudy.Cluster.TRUSTED)) {
      PlannedRun run = study.run(plan, Optional.empty());
      run.prepare();
      String owner = run.plan().datasets().get(1).contentRoot().toString();
      DeltaTable columns = table(run, "columns");
      long good = version(columns);
      Column row = col("content_root").equalTo(owner).and(col("column").equalTo(4));
      alter(columns, row, "ciphertext");
      new TrainLogistic(run, 2, line -> {}).execute();
      columns.restoreToVersion(good);
      Audited audited = audit(run, ALL);
      assertEquals(
          List.of(
              "iteration 0, round 5, slice 1",
              "iteration 1, round 1, slice 0",
              "iteration 1, round 5, slice 1",
              "iteration 2, round 1, slice 0",
              "iteration 2, round 5, slice 1"),
          places(audited));
      assertTrue(audited.summary().contains("what the plan's arithmetic gives"));
    }
  }

  @Test
  void keptValuesThatWereAlteredOrRemovedAreNamed() {
    DeltaTable refreshed = table(trained, "refreshed");
    long good = version(refreshed);
    Column ofIteration = col("iteration").equalTo(1);
    Column altered = ofIteration.and(col("round").equalTo(4)).and(col("item").equalTo(2));
    Column removed = ofIteration.and(col("round").equalTo(2)).and(col("item").equalTo(0));
    try {
      alter(refreshed, altered, "c0");
      refreshed.delete(removed);
      Audited audited = audit(trained, ALL);
      assertEquals("iteration 1, round 2, slice 0", places(audited).get(0));
      String said = audited.summary();
      assertTrue(
          said.contains("round 4, slice 1: the refreshed value 2 is not the recorded one"), said);
      assertTrue(said.contains("round 2, slice 0: the refreshed value 0 is not kept"), said);
    } finally {
      refreshed.restoreToVersion(good);
    }
  }

  @Test
  void everyStepOfARegressionHolds() {
    TestData plane = TestData.plane(900, 4, 5);
    Factor l2 = new Factor(1, 6);
    TaskPlan linear =
        new LinearPlan(
            SET, LinearPlan.training(5, ITERATIONS, LinearPlan.bound(5, l2), l2), plane.rows());
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, plane, linear)) {
      PlannedRun run = study.run(linear, Optional.empty());
      new TrainLinear(run, 2, line -> {}).execute();
      Audited audited = audit(run, ALL);
      assertEquals(List.of(), audited.mismatched());
      assertEquals(5 + ITERATIONS * 2, audited.sampled());
    }
  }

  @Test
  void aRunThatLeftNothingIsNotAudited() {
    DeltaTable iterations = table(trained, "iterations");
    long good = version(iterations);
    iterations.delete();
    try {
      JobException nothing = assertThrows(JobException.class, () -> audit(trained, ALL));
      assertTrue(nothing.getMessage().startsWith("There is nothing of run "), nothing.getMessage());
    } finally {
      iterations.restoreToVersion(good);
    }
  }
}
