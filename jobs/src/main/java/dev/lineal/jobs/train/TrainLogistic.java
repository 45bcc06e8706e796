package dev.lineal.jobs.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.ingest.ColumnStore;
import dev.lineal.jobs.ingest.DatasetSource;
import dev.lineal.jobs.ingest.Ingest;
import dev.lineal.jobs.owners.HttpOwners;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.RunAccess;
import dev.lineal.jobs.owners.RunSessions;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.report.Report;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A planned logistic run from opening its sessions to its last checkpoint. Owners that refuse do so
 * before any shard is read; a run that was killed goes on where it was.
 *
 * @param signed plan and trainer's signature
 * @param owners in the order of the plan's datasets
 * @param store folder of the Delta tables
 * @param every iterations between two checkpoints
 * @param cacheBytes most bytes of unpacked blocks per executor
 * @param console gets a line per iteration
 */
public record TrainLogistic(
    SparkSession spark,
    SignedRunPlan signed,
    List<OwnerAddress> owners,
    String store,
    int every,
    long cacheBytes,
    Patience patience,
    Consumer<String> console)
    implements Action<TrainLogistic.Trained> {
  private static final int KEY_ID_BYTES = 8;

  /**
   * @param run id, hexadecimal
   * @param state the end, whose v the owners' releases complete
   * @param ciphertextBytes of all shards
   */
  public record Trained(String run, TrainingState state, double seconds, long ciphertextBytes)
      implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with("run_id", json.textNode(run));
      report.with("iterations", json.numberNode(state.iterations()));
      report.with("train_s", json.numberNode(seconds));
      report.with("ciphertext_bytes", json.numberNode(ciphertextBytes));
      report.with("state_sha256", json.textNode(state.sha256().toString()));
    }

    @Override
    public String summary() {
      return "run %s: %d iterations, %.1f s".formatted(run, state.iterations(), seconds);
    }
  }

  @Override
  public Trained execute() {
    RunPlan plan = signed.plan();
    LogisticPlan mathematics = LogisticPlan.of(plan);
    RunAccess access = new RunSessions(owners).open(signed);
    ColumnStore columns = new ColumnStore(spark, store);
    List<DatasetManifest> manifests =
        new Ingest(DatasetSource.of(plan, owners), columns, patience).execute().manifests();
    RunTerms terms = terms(plan, manifests, access);
    TrainingRun run =
        new TrainingRun(
            terms,
            plan.training().iterations(),
            mathematics::step,
            new RunStore(spark, store),
            every,
            Telemetry.NONE,
            new MarginWatch(LogisticPlan.ACTIVATION.interval()),
            console);
    long started = System.nanoTime();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (LogisticTraining training =
        new LogisticTraining(
            context,
            terms,
            columns.blocks(manifests),
            plan.batches().blocksPerRequest(),
            place(context, terms))) {
      TrainingState end = run.execute(training);
      return new Trained(terms.runId(), end, (System.nanoTime() - started) / 1e9, bytes(manifests));
    }
  }

  private static long bytes(List<DatasetManifest> manifests) {
    return manifests.stream()
        .flatMap(manifest -> manifest.shards().stream())
        .mapToLong(Shard::bytes)
        .sum();
  }

  private RunTerms terms(RunPlan plan, List<DatasetManifest> manifests, RunAccess access) {
    Sha256 fingerprint = plan.encryption().jointKey();
    long keyId = ByteBuffer.wrap(fingerprint.bytes(), 0, KEY_ID_BYTES).getLong();
    return new RunTerms(
        plan.sha256().bytes(),
        new KeyTerms(plan.encryption().parameterSet(), keyId, fingerprint.bytes()),
        plan.training().features(),
        plan.batches().featuresPerRequest(),
        ColumnStore.hashes(manifests),
        new HttpOwners(owners, access, patience),
        cacheBytes);
  }

  /** In this process, where all executors are this process and every block fits. */
  private static LogisticTraining.GradientPlace place(JavaSparkContext context, RunTerms terms) {
    long blockBytes = 2L * terms.features() * terms.key().parameters().residueBytes();
    boolean fits = blockBytes * terms.blocks().length <= terms.cacheBytes();
    return Boolean.TRUE.equals(context.isLocal()) && fits
        ? LogisticTraining.GradientPlace.IN_PROCESS
        : LogisticTraining.GradientPlace.SHUFFLED;
  }
}
