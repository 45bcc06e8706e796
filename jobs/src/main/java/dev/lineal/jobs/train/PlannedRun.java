package dev.lineal.jobs.train;

import dev.lineal.jobs.grants.RunGrants;
import dev.lineal.jobs.ingest.ColumnStore;
import dev.lineal.jobs.ingest.DatasetSource;
import dev.lineal.jobs.ingest.Ingest;
import dev.lineal.jobs.owners.HttpOwners;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.RunAccess;
import dev.lineal.jobs.owners.RunSessions;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A signed plan, the owners it runs with and where its tables are.
 *
 * @param signed plan and trainer's signature
 * @param owners in the order of the plan's datasets
 * @param store folder of the Delta tables
 * @param cacheBytes most bytes of unpacked blocks per executor
 * @param curvature what a power iteration released, where the plan's step stands on it
 * @param grants where they are; on a chain, datasets must be there too
 */
public record PlannedRun(
    SparkSession spark,
    SignedRunPlan signed,
    List<OwnerAddress> owners,
    String store,
    long cacheBytes,
    Patience patience,
    Optional<CurvatureEvidence> curvature,
    RunGrants grants) {
  /**
   * A run whose sessions are open and whose columns are in the store.
   *
   * @param access that the owners gave
   * @param terms of the run
   * @param blocks all of them
   * @param columns of the same blocks
   * @param columnsOfBlock number of them
   * @param ownerOfBlock index of the dataset in the plan, by block
   * @param ciphertextBytes of all shards
   */
  public record Ready(
      RunAccess access,
      RunTerms terms,
      JavaRDD<PackedBlock> blocks,
      JavaRDD<PackedColumn> columns,
      int columnsOfBlock,
      int[] ownerOfBlock,
      long ciphertextBytes) {}

  /** A run whose grants only the owners look up. */
  public PlannedRun(
      SparkSession spark,
      SignedRunPlan signed,
      List<OwnerAddress> owners,
      String store,
      long cacheBytes,
      Patience patience,
      Optional<CurvatureEvidence> curvature) {
    this(spark, signed, owners, store, cacheBytes, patience, curvature, RunGrants.UNSAID);
  }

  public RunPlan plan() {
    return signed.plan();
  }

  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Opens the sessions, then pulls what is not there: owners that refuse do so before that. */
  public Ready prepare() {
    grants.requireOpened(plan());
    RunAccess access = open();
    ColumnStore columns = new ColumnStore(spark, store);
    List<DatasetManifest> manifests =
        new Ingest(DatasetSource.of(plan(), owners), columns, patience, grants)
            .execute()
            .manifests();
    return new Ready(
        access,
        terms(manifests, access),
        columns.blocks(manifests),
        columns.columns(manifests),
        manifests.get(0).shards().get(0).columns(),
        ownerOfBlock(manifests),
        bytes(manifests));
  }

  private static long bytes(List<DatasetManifest> manifests) {
    return manifests.stream()
        .flatMap(manifest -> manifest.shards().stream())
        .mapToLong(Shard::bytes)
        .sum();
  }

  /** Opens the sessions, or finds them open. */
  public RunAccess open() {
    return new RunSessions(owners).open(signed, curvature);
  }

  private static int[] ownerOfBlock(List<DatasetManifest> manifests) {
    List<Integer> owners = new ArrayList<>();
    for (int owner = 0; owner < manifests.size(); owner++) {
      for (int block = 0; block < manifests.get(owner).shards().size(); block++) {
        owners.add(owner);
      }
    }
    return owners.stream().mapToInt(Integer::intValue).toArray();
  }

  private RunTerms terms(List<DatasetManifest> manifests, RunAccess access) {
    RunPlan plan = plan();
    int columns = manifests.get(0).shards().get(0).columns();
    return new RunTerms(
        plan.sha256().bytes(),
        KeyTerms.of(plan),
        plan.training().features(),
        plan.batches().featuresPerRequest(),
        ColumnStore.hashes(manifests),
        new HttpOwners(owners, access, patience),
        cacheBytes,
        RunShape.of(TaskPlan.of(plan), columns),
        kept(plan));
  }

  private RefreshedValues kept(RunPlan plan) {
    return plan.training().task() == Task.EVALUATION
        ? RefreshedValues.NOT_KEPT
        : new RefreshedTable(store)
            .of(plan.sha256().toString(), plan.keepRefreshed(), plan.iterations());
  }

  /** Rounds over blocks, summed in this process where all executors are and every block fits. */
  public LogisticTraining overBlocks(Ready ready) {
    LogisticTraining.GradientPlace place = place(ready);
    return new LogisticTraining(
        context(),
        ready.terms(),
        place == LogisticTraining.GradientPlace.IN_PROCESS ? gathered(ready) : ready.blocks(),
        plan().batches().blocksPerRequest(),
        place);
  }

  /** Nothing to spread over executors: the blocks are put together in this process. */
  private JavaRDD<PackedBlock> gathered(Ready ready) {
    BlockAssembly assembly = BlockAssembly.of(ready.terms(), ready.columnsOfBlock());
    ready.columns().foreach(assembly::add);
    return context().emptyRDD();
  }

  private LogisticTraining.GradientPlace place(Ready ready) {
    RunTerms terms = ready.terms();
    long blockBytes = 2L * ready.columnsOfBlock() * terms.key().parameters().residueBytes();
    boolean fits = blockBytes * terms.blocks().length <= terms.cacheBytes();
    return Boolean.TRUE.equals(context().isLocal()) && fits
        ? LogisticTraining.GradientPlace.IN_PROCESS
        : LogisticTraining.GradientPlace.SHUFFLED;
  }
}
