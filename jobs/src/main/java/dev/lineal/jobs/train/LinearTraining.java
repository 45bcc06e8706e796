package dev.lineal.jobs.train;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.rounds.Solves;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Ridge regression on encrypted blocks: one pass over the rows makes every owner's part of the Gram
 * matrix, which is kept; their sum is refreshed pair by pair; then every iteration is one product
 * per feature and one trace refresh. The weights stay encrypted throughout. Where contributions are
 * measured, all but the pass is done once more without each owner's part.
 */
public final class LinearTraining implements TrainingEngine {
  private static final int NOBODY = -1;

  private final JavaSparkContext spark;
  private final RunTerms terms;
  private final GramTasks tasks;
  private final JavaRDD<PackedBlock> blocks;
  private final GramStore store;
  private final Optional<LeaveOneOut> leaving;
  private final Solves solves;
  private final int slices;
  private final GpuStages gpus;
  private List<RoundRecord> records = List.of();
  private List<Timings> gramTimes = List.of();
  private JavaRDD<PackedBlock> rows;
  private String[] hashes = {};

  /**
   * @param packed all blocks, features, bias and target
   * @param ownerOfBlock index of the dataset in the plan, by block
   * @param mean the plan's factor from a pair's trace to its value
   * @param leaving what is measured beside the solve with all owners
   */
  public LinearTraining(
      JavaSparkContext spark,
      RunTerms terms,
      JavaRDD<PackedBlock> packed,
      int[] ownerOfBlock,
      FixedPoint mean,
      GramStore store,
      Optional<LeaveOneOut> leaving) {
    this.spark = spark;
    this.terms = terms;
    this.tasks = new GramTasks(terms, ownerOfBlock, mean.numerator(), mean.shift());
    this.blocks =
        packed
            .mapToPair(block -> new Tuple2<>(block.number(), block))
            .repartitionAndSortWithinPartitions(
                new BlockLayout(terms.blocks().length, 1, spark.defaultParallelism()).byBlock())
            .values();
    this.store = store;
    this.gpus = GpuStages.of(spark);
    this.leaving = leaving;
    this.solves = leaving.map(LeaveOneOut::solves).orElse(Solves.ONE);
    this.slices = Slice.cut(terms.features(), terms.featuresPerRequest()).size();
  }

  @Override
  public Outcome iterate(TrainingState before, NesterovStep step) {
    int iteration = before.iterations();
    boolean begins = solves.begins(iteration);
    TrainingState state =
        begins ? leaving.map(left -> left.start(iteration)).orElse(before) : before;
    long start = System.nanoTime();
    boolean first = rows == null || begins;
    if (first) {
      gram(iteration);
    }
    long made = System.nanoTime();
    Broadcast<byte[]> broadcast = spark.broadcast(state.toBytes());
    Measured measured = new Measured(Phases.broadcast(System.nanoTime() - made));
    if (first) {
      measured.stage(stage(made - start, gramTimes, List.of()), List.of());
    }
    try {
      RowStepTasks step1 =
          new RowStepTasks(terms, iteration, hashes, broadcast, StepTerms.of(step));
      long sent = System.nanoTime();
      name(iteration, "round " + RowStepTasks.ROUND + ": residual and step");
      List<FeatureReport> reports =
          gpus
              .on(
                  rows.mapPartitionsWithIndex(
                      (slice, packed) -> List.of(step1.step(slice, packed)).iterator(), true))
              .collect()
              .stream()
              .sorted(Comparator.comparing(report -> report.step().slice().number()))
              .toList();
      List<String> taken = reports.stream().map(FeatureReport::gpu).toList();
      measured.gpus(taken);
      measured.stage(
          stage(
              System.nanoTime() - sent,
              reports.stream().map(FeatureReport::timings).toList(),
              taken),
          reports.stream().map(report -> report.step().record()).toList());
      TrainingState next = FeatureReport.next(state, reports);
      if (begins) {
        records.forEach(measured::add);
      }
      if (solves.ends(iteration)) {
        leaving.map(left -> left.release(terms, iteration, next)).ifPresent(measured::add);
      }
      long hashing = System.nanoTime();
      String hash = next.sha256().toString();
      measured.add(Phases.hash(System.nanoTime() - hashing));
      return new Outcome(
          next, measured.row(iteration, hash, System.nanoTime() - start), Optional.empty());
    } finally {
      spark.clearCallSite();
      broadcast.destroy();
    }
  }

  @Override
  public Outcome iterate(TrainingState state, NesterovStep step, Optional<ReleaseRequest> release) {
    if (release.isPresent()) {
      throw new UnsupportedOperationException("A linear training releases nothing on the way.");
    }
    return iterate(state, step);
  }

  private StageTime stage(long wall, List<Timings> times, List<String> taken) {
    return StageTime.of(wall, times, GpuStages.slots(taken, spark.defaultParallelism()));
  }

  private void gram(int iteration) {
    int from = solves.first(iteration);
    int leftOut = solves.leftOut(iteration).orElse(NOBODY);
    name(from, "round " + GramTasks.ROUND + ": Gram matrix");
    JavaRDD<GramPart> parts =
        store.find(terms.runId()).orElseGet(() -> store.write(terms.runId(), parts()));
    GramTasks gram = tasks;
    JavaRDD<GramTasks.RefreshedRow> refreshed =
        gpus.on(
                parts
                    .filter(part -> part.owner() != leftOut)
                    .mapToPair(part -> new Tuple2<>(part.row(), part))
                    .groupByKey(Math.min(terms.features(), spark.defaultParallelism()))
                    .map(row -> gram.refresh(from, row._1(), row._2())))
            .persist(StorageLevel.DISK_ONLY());
    List<Tuple2<RoundRecord, Timings>> reports =
        refreshed.map(row -> new Tuple2<>(row.record(), row.timings())).collect();
    records =
        reports.stream().map(Tuple2::_1).sorted(Comparator.comparing(RoundRecord::slice)).toList();
    gramTimes = reports.stream().map(Tuple2::_2).toList();
    if (rows != null) {
      rows.unpersist(true);
    }
    rows = rows(gram, refreshed);
    hashes =
        rows.mapToPair(row -> new Tuple2<>(row.number(), row.sha256())).collect().stream()
            .sorted(Comparator.comparing(Tuple2::_1))
            .map(Tuple2::_2)
            .toArray(String[]::new);
    refreshed.unpersist(false);
  }

  /** Every owner's part of every row, summed over its blocks. */
  private JavaRDD<GramPart> parts() {
    GramTasks gram = tasks;
    return gpus.on(
        gpus.on(blocks.mapPartitions(gram::parts))
            .mapToPair(part -> new Tuple2<>(part.owner() + "/" + part.row(), part))
            .reduceByKey(GramTasks::sum)
            .values());
  }

  /** Rows of the whole matrix, a partition per slice of features, ascending. */
  private JavaRDD<PackedBlock> rows(GramTasks gram, JavaRDD<GramTasks.RefreshedRow> refreshed) {
    JavaPairRDD<Integer, PackedBlock> whole =
        refreshed
            .flatMapToPair(gram::places)
            .groupByKey()
            .mapToPair(row -> new Tuple2<>(row._1(), gram.row(row._1(), row._2())));
    return whole
        .repartitionAndSortWithinPartitions(new BySlice(slices, terms.featuresPerRequest()))
        .values()
        .setName("rows of the Gram matrix")
        .persist(StorageLevel.DISK_ONLY());
  }

  private void name(int iteration, String stage) {
    spark.setJobDescription("iteration " + (iteration + 1));
    spark.setCallSite(stage);
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.unpersist(true);
    }
    LogisticTraining.clear(spark, terms.runId());
  }

  private static final class BySlice extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int slices;
    private final int each;

    BySlice(int slices, int each) {
      this.slices = slices;
      this.each = each;
    }

    @Override
    public int numPartitions() {
      return slices;
    }

    @Override
    public int getPartition(Object row) {
      return (Integer) row / each;
    }
  }
}
