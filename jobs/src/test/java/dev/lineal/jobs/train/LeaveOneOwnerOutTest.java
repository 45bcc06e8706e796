package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.Solves;
import dev.lineal.jobs.audit.Audit;
import dev.lineal.jobs.audit.Audited;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LinearTwin;
import dev.lineal.jobs.plan.ReleasedWeights;
import dev.lineal.jobs.plan.ValidationRows;
import dev.lineal.jobs.publish.SealedShare;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.Standardised;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.BasisPoints;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.contribution.Method;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.iteration.PlannedSteps;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.ParentModel;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.ValidationForm;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contributions as measured by owners that check every step; forged ones are refused. */
class LeaveOneOwnerOutTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final int OWNERS = 3;
  private static final int SAMPLE = 6;
  private static final int ALL = 10_000;
  private static final int ITERATIONS = 2;
  private static final double[] START = {0.75, -0.5, 0.25, 1.5, -0.125};

  private static final TestData DATA = TestData.plane(900, 4, 5);
  private static final TestData HELD = TestData.plane(200, 4, 6);
  private static final LinearPlan PLAN = plan(SET, DATA, ITERATIONS);

  @TempDir static Path shared;

  /** Its rows are encrypted and ingested once; every test has a run of its own. */
  private static PolicyStudy study;

  @TempDir Path folder;

  private final List<String> console = new ArrayList<>();

  @BeforeAll
  static void encrypt() {
    study = new PolicyStudy(SPARK, shared, DATA, PLAN);
  }

  @AfterAll
  static void close() {
    study.close();
  }

  @BeforeEach
  void anotherRun() {
    study.startAnew();
  }

  private static LinearPlan plan(HeParameters set, TestData data, int iterations) {
    int features = data.features() - 1;
    Factor l2 = new Factor(1, 6);
    return new LinearPlan(
        set,
        LinearPlan.training(features, iterations, LinearPlan.bound(features, l2), l2),
        data.rows());
  }

  private static ValidationForm form(TestData held) {
    return new ValidationRows(Sha256.hash(new byte[] {3}), held.folded()).form();
  }

  /** Losses of the same solves in the clear: without each owner, then with all. */
  private static double[] clear(LinearPlan plan, TestData data, TestData held, double[] start) {
    return IntStream.rangeClosed(0, OWNERS)
        .mapToDouble(
            left -> {
              double[][] rows = without(left, data);
              double[] model =
                  new LinearTwin(plan, rows).train(plan.training().iterations(), start);
              return held.meanSquaredError(model);
            })
        .toArray();
  }

  /** The sums stay divided by all rows. */
  private static double[][] without(int left, TestData data) {
    double[][] rows =
        IntStream.range(0, OWNERS)
            .filter(owner -> owner != left)
            .mapToObj(owner -> data.part(owner, OWNERS))
            .flatMap(Arrays::stream)
            .toArray(double[][]::new);
    double factor = Math.sqrt((double) rows.length / data.rows());
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
        .toArray(double[][]::new);
  }

  private static double[] values(Losses losses) {
    return DoubleStream.concat(
            losses.without().stream().mapToDouble(one -> one.loss().toDouble()),
            DoubleStream.of(losses.all().toDouble()))
        .toArray();
  }

  private static Losses losses(PlannedRun run) {
    return Losses.of(
        run.plan(), new RunStore(run.spark(), run.store()).losses(run.plan().sha256().toString()));
  }

  private static double[] released(PolicyStudy study, PlannedRun run, TrainingState end) {
    List<SealedShare> shares = study.release(run);
    int bits = shares.get(0).fractionBits();
    List<List<BigInteger>> parts = new ArrayList<>();
    parts.add(ReleasedWeights.clusterPart(end.shares(), bits));
    shares.forEach(share -> parts.add(share.values()));
    return ReleasedWeights.sum(parts, bits, 1);
  }

  private static void assertComplete(PlannedRun run, int features, int sample) {
    RunPlan plan = run.plan();
    RunStore store = new RunStore(run.spark(), run.store());
    assertEquals(
        Optional.empty(),
        new PlannedSteps(plan).differenceFrom(store.steps(plan.sha256().toString())));
    Audited audited =
        new Audit(SPARK.session(), plan, run.store(), sample, OptionalLong.empty()).execute();
    assertEquals(List.of(), audited.mismatched());
    int slices = (features + 2) / 3;
    int each = features + plan.training().iterations() * slices + 1;
    assertEquals((OWNERS + 1) * each, audited.steps());
    assertEquals(Math.min(sample, audited.steps()), audited.sampled());
  }

  @Test
  void lossesAreThoseInTheClearAlsoOfARunThatWasKilled() {
    PlannedRun run = study.measured(PLAN, form(HELD), Optional.empty());
    TrainLinear killed =
        new TrainLinear(
            run,
            3,
            line -> {
              if (line.startsWith("iteration 5 ")) {
                throw new IllegalStateException("killed");
              }
            });
    assertThrows(IllegalStateException.class, killed::execute);
    Trained trained = new TrainLinear(run, 3, console::add).execute();
    assertEquals("resumed after iteration 3", console.get(0));
    assertEquals(ITERATIONS * (OWNERS + 1), trained.state().iterations());
    double[] want = clear(PLAN, DATA, HELD, new double[5]);
    double[] got = values(losses(run));
    double bits = Agreement.bits(got, want);
    assertTrue(bits > 18, bits + " bits");
    assertComplete(run, 5, ALL);
    double[] model = new LinearTwin(PLAN, DATA.folded()).train(ITERATIONS);
    assertTrue(Agreement.bits(released(study, run, trained.state()), model) > 18);
  }

  @Test
  void everySolveStartsFromTheParent() {
    List<Long> fixed =
        Arrays.stream(START).mapToObj(weight -> Math.round(Math.scalb(weight, 40))).toList();
    ParentModel parent = new ParentModel(Sha256.hash(new byte[] {9}), fixed);
    PlannedRun run = study.measured(PLAN, form(HELD), Optional.of(parent));
    new TrainLinear(run, 3, console::add).execute();
    double bits = Agreement.bits(values(losses(run)), clear(PLAN, DATA, HELD, START));
    assertTrue(bits > 18, bits + " bits");
    assertComplete(run, 5, SAMPLE);
  }

  @Test
  void diabetes() {
    Standardised diabetes = Standardised.of(PublicDataSet.DIABETES);
    int iterations = 8;
    LinearPlan plan = plan(SET, diabetes.train(), iterations);
    try (PolicyStudy own = new PolicyStudy(SPARK, folder, diabetes.train(), plan)) {
      PlannedRun run = own.measured(plan, form(diabetes.test()), Optional.empty());
      long before = System.nanoTime();
      new TrainLinear(run, iterations, console::add).execute();
      double seconds = (System.nanoTime() - before) / 1e9;
      Losses losses = losses(run);
      double[] want =
          clear(
              plan, diabetes.train(), diabetes.test(), new double[diabetes.train().features() - 1]);
      double bits = Agreement.bits(values(losses), want);
      Contributors contributors = Contributors.byLosses(run.plan(), losses);
      System.out.printf(
          "diabetes, %d solves of %d iterations: %.1f s, losses %s, in the clear %s, %.1f bits, %s%n",
          OWNERS + 1,
          iterations,
          seconds,
          Arrays.toString(values(losses)),
          Arrays.toString(want),
          bits,
          contributors.shares().stream().map(Share::basisPoints).toList());
      assertTrue(bits >= 15, bits + " bits");
      assertShares(want, contributors);
      assertComplete(run, diabetes.train().features() - 1, SAMPLE);
    }
  }

  /** Within a hundredth of the shares that the losses in the clear give. */
  private static void assertShares(double[] clear, Contributors contributors) {
    double[] rises =
        IntStream.range(0, OWNERS)
            .mapToDouble(owner -> Math.max(0, clear[owner] - clear[OWNERS]))
            .toArray();
    double sum = Arrays.stream(rises).sum();
    assertEquals(Method.LEAVE_ONE_OWNER_OUT, contributors.method());
    for (int owner = 0; owner < OWNERS; owner++) {
      double want = BasisPoints.WHOLE * rises[owner] / sum;
      assertEquals(want, contributors.shares().get(owner).basisPoints(), 0.01 * want + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2, gram-row", "2, 3, residual", "3, 0, released-sum"})
  void aForgedRequestOfALeftOutSolveIsRefused(int round, int iteration, String identity) {
    PlannedRun run = study.measured(PLAN, form(HELD), Optional.empty());
    study.forge(round, iteration);
    refused(identity, () -> new TrainLinear(run, 2, line -> {}).execute());
  }

  /** The cluster adds the owner whom the solve is to leave out. */
  @Test
  void aSolveThatLeavesNobodyOutIsRefused() {
    PlannedRun run = study.measured(PLAN, form(HELD), Optional.empty());
    refused("gram-row", () -> otherwise(run, new Solves(ITERATIONS, 1), form(HELD)));
  }

  /** The cluster measures on other rows than the plan says. */
  @Test
  void aLossOnOtherRowsIsRefused() {
    PlannedRun run = study.measured(PLAN, form(HELD), Optional.empty());
    ValidationForm other = form(TestData.plane(200, 4, 7));
    refused("released-sum", () -> otherwise(run, new Solves(ITERATIONS, OWNERS + 1), other));
  }

  private void otherwise(PlannedRun run, Solves solves, ValidationForm form) {
    PlannedRun.Ready ready = run.prepare();
    LinearRounds rounds = PLAN.measuring(form, OWNERS).rounds();
    TrainingState start = TrainingState.start(run.plan());
    RunStore store = new RunStore(run.spark(), run.store());
    LeaveOneOut leaving =
        new LeaveOneOut(solves, rounds.losses().orElseThrow().form(), 3, start, store);
    try (LinearTraining engine =
        new LinearTraining(
            run.context(),
            ready.terms(),
            ready.blocks(),
            ready.ownerOfBlock(),
            rounds.round(1).factor(),
            new GramStore(run.spark(), run.store()),
            Optional.of(leaving))) {
      TrainingState state = start;
      for (int t = 0; t < run.plan().iterations(); t++) {
        state = engine.iterate(state, LinearPlan.of(run.plan()).step(t)).state();
      }
    }
  }

  private static void refused(String identity, Executable run) {
    String said = assertThrows(Exception.class, run).toString();
    assertTrue(said.contains("(rule cluster-verified)"), said);
    assertTrue(said.contains("'" + identity + "'"), said);
  }
}
