package dev.lineal.jobs.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.EmptyChain;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.PublishedStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.SealingKey;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.lineage.manifest.Code;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Floor;
import dev.lineal.lineage.manifest.KeepRefreshed;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.report.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A signed plan, shards behind agents, Delta tables, and the model at the end. */
class TrainLogisticTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ITERATIONS = 4;
  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;

  @TempDir Path folder;

  private final TestData data = TestData.clouds(900, 4, 3);
  private final LogisticPlan mathematics =
      new LogisticPlan(
          SET,
          LogisticPlan.training(5, ITERATIONS, StepSize.bound(5), new Factor(1, 7)),
          data.rows());
  private final List<String> console = new ArrayList<>();

  private TrainLogistic job(LocalStudy study) {
    Wallet trainer = Wallet.generate();
    RunPlan plan =
        new RunPlan(
            "study",
            "tests",
            PublishedStudy.publish(study, data, mathematics),
            new Code("0123456789abcdef0123456789abcdef01234567", Sha256.hash(new byte[] {1})),
            mathematics.training(),
            mathematics.encryption(Sha256.of(study.publicKey().fingerprintBytes())),
            new Floor(3, 100),
            new Batches(2, 2),
            List.of(new Release("weights", 5)),
            KeepRefreshed.ALL,
            trainer.address(),
            SealingKey.of(Sha256.hash(new byte[] {3}).bytes()),
            Optional.empty(),
            Sha256.hash(new byte[] {4}));
    List<OwnerAddress> owners = new ArrayList<>();
    for (int i = 0; i < study.agents().size(); i++) {
      owners.add(study.agents().get(i).address("owner-" + i));
    }
    return new TrainLogistic(
        SPARK.session(),
        SignedRunPlan.sign(plan, trainer, SigningDomain.OFFLINE),
        owners,
        folder.toString(),
        2,
        1 << 28,
        Patience.DEFAULT,
        console::add);
  }

  @Test
  void aPlannedRunEndsWithTheTwinsModelAndIsNotRunTwice() {
    try (LocalStudy study = new LocalStudy(SET, 3, data, mathematics)) {
      TrainLogistic job = job(study);
      Trained trained = job.execute();
      assertEquals(job.run().signed().plan().sha256().toString(), trained.run());
      double[] want = new PlaintextTwin(mathematics, data.folded()).train(ITERATIONS);
      double[] got = study.release(trained.run(), trained.state());
      assertTrue(Agreement.bits(got, want) > 18, Agreement.bits(got, want) + " bits");
      assertEquals(ITERATIONS, console.size());
      assertEquals(trained.state().sha256(), job.execute().state().sha256());
      assertEquals("resumed after iteration 4", console.get(ITERATIONS));
      assertEquals(ITERATIONS + 1, console.size());
      assertEveryRefreshedValueIsKept(trained.run());
    }
  }

  @Test
  void onAChainARunThatWasNotOpenedIsNotTrained() {
    try (LocalStudy study = new LocalStudy(SET, 3, data, mathematics);
        EmptyChain chain = new EmptyChain(folder.resolve("chain"))) {
      PlannedRun run = job(study).run();
      PlannedRun onChain =
          new PlannedRun(
              run.spark(),
              run.signed(),
              run.owners(),
              run.store(),
              run.cacheBytes(),
              run.patience(),
              run.curvature(),
              chain.grants());
      JobException refused =
          assertThrows(
              JobException.class, () -> new TrainLogistic(onChain, 2, console::add).execute());
      assertEquals("grant.run_opened", refused.code());
      String id = run.plan().sha256().toString();
      assertTrue(refused.getMessage().contains(id + " was not opened"), refused.getMessage());
      assertEquals(List.of(), console);
    }
  }

  private void assertEveryRefreshedValueIsKept(String run) {
    RunStore store = new RunStore(SPARK.session(), folder.toString());
    List<String> hashes =
        store
            .iterations()
            .select(explode(col("requests")))
            .select("col.refreshed_sha256")
            .collectAsList()
            .stream()
            .flatMap(row -> row.<String>getList(0).stream())
            .sorted()
            .toList();
    List<Row> kept = store.refreshed().filter(col("run").equalTo(run)).collectAsList();
    assertEquals(ITERATIONS * (4 * 3 + 5), hashes.size());
    assertEquals(hashes, kept.stream().map(row -> row.<String>getAs("sha256")).sorted().toList());
    for (Row row : kept) {
      assertEquals(Sha256.hash(row.<byte[]>getAs("c0")).toString(), row.getAs("sha256"));
    }
  }

  @Test
  void anOwnerThatRefusesDoesSoBeforeAnyShardIsRead() {
    try (LocalStudy study = new LocalStudy(SET, 3, data, mathematics)) {
      TrainLogistic job = job(study);
      study.agents().get(2).refuse("grant-valid");
      JobException refused = assertThrows(JobException.class, job::execute);
      assertEquals(ExitCode.REFUSED, refused.exitCode());
      assertTrue(refused.getMessage().contains("No. (rule grant-valid)"), refused.getMessage());
      study.agents().forEach(agent -> assertEquals(List.of(), agent.asked()));
    }
  }
}
