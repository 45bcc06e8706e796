package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Iterations over encrypted blocks: logistic regression with five rounds with the owners (more for
 * higher degrees), or the same without its activation (power iteration). Two named Spark stages:
 * all rounds per block, where no block waits for another, and the round per feature; their tasks
 * ask the owners themselves. Deterministic: what is asked depends on the plan only, sums are exact,
 * and owners repeat their answers.
 */
public final class LogisticTraining implements TrainingEngine {
  private final JavaSparkContext spark;
  private final RunTerms terms;
  private final BlockLayout layout;
  private final JavaRDD<PackedBlock> blocks;
  private final JavaRDD<Integer> featureSlices;
  private final GradientPlace place;
  private final GpuStages gpus;

  /** Where the gradient is summed. */
  public enum GradientPlace {
    /** Per partition, then shuffled by slices of features. */
    SHUFFLED,
    /** Per slice of features, all blocks being in this one process. */
    IN_PROCESS
  }

  /**
   * @param packed all blocks; they are spread over partitions and kept on the executors' disks
   * @param blocksPerRequest of the plan
   */
  public LogisticTraining(
      JavaSparkContext spark,
      RunTerms terms,
      JavaRDD<PackedBlock> packed,
      int blocksPerRequest,
      GradientPlace place) {
    this.spark = spark;
    this.terms = terms;
    this.layout =
        new BlockLayout(terms.blocks().length, blocksPerRequest, spark.defaultParallelism());
    this.blocks =
        packed
            .mapToPair(block -> new Tuple2<>(block.number(), block))
            .repartitionAndSortWithinPartitions(layout.byBlock())
            .values()
            .setName("packed blocks")
            .persist(StorageLevel.DISK_ONLY());
    int slices = Slice.cut(terms.features(), terms.featuresPerRequest()).size();
    this.featureSlices = spark.parallelize(IntStream.range(0, slices).boxed().toList(), slices);
    this.place = place;
    this.gpus = GpuStages.of(spark);
  }

  @Override
  public Outcome iterate(TrainingState state, NesterovStep step) {
    return iterate(state, step, Optional.empty());
  }

  @Override
  public Outcome iterate(TrainingState state, NesterovStep step, Optional<ReleaseRequest> release) {
    int iteration = state.iterations();
    long start = System.nanoTime();
    Broadcast<byte[]> weights = spark.broadcast(state.weights().toBytes());
    try {
      IterationTasks tasks =
          new IterationTasks(
              terms, iteration, layout, weights, bytes(state.shares()), StepTerms.of(step));
      Measured measured = new Measured(Phases.broadcast(System.nanoTime() - start));
      slots(tasks, measured);
      Optional<ReleasedScalars> released = release.map(asked -> release(tasks, asked));
      released.ifPresent(scalars -> measured.add(scalars.record()));
      List<FeatureReport> reports = step(tasks, measured);
      TrainingState next = FeatureReport.next(state, reports);
      long hashing = System.nanoTime();
      String hash = next.sha256().toString();
      measured.add(Phases.hash(System.nanoTime() - hashing));
      IterationRow row = measured.row(iteration, hash, System.nanoTime() - start);
      return new Outcome(next, row, released);
    } finally {
      spark.clearCallSite();
      weights.destroy();
    }
  }

  /** The rounds per block and a release behind them, without a step. */
  public ReleasedScalars evaluate(TrainingState state, ReleaseRequest release) {
    Broadcast<byte[]> weights = spark.broadcast(state.weights().toBytes());
    try {
      StepTerms none = new StepTerms(new long[3], new int[3], 0);
      IterationTasks tasks =
          new IterationTasks(terms, 0, layout, weights, bytes(state.shares()), none);
      slots(tasks, new Measured(Phases.NONE));
      return release(tasks, release);
    } finally {
      spark.clearCallSite();
      weights.destroy();
    }
  }

  private ReleasedScalars release(IterationTasks tasks, ReleaseRequest release) {
    name(tasks.iteration(), "round " + release.round(), "released sums");
    ReleasedSums sums = release.sums();
    List<byte[][]> parts =
        gpus.on(blocks.mapPartitionsWithIndex((p, packed) -> tasks.released(sums, p, packed), true))
            .collect();
    try (ProductSums total = new ProductSums()) {
      for (byte[][] part : parts) {
        total.add(Arrays.stream(part).map(Ciphertext::parse).toList());
      }
      return ReleasedScalars.ask(terms, tasks.iteration(), release.round(), total.all());
    }
  }

  private void slots(IterationTasks tasks, Measured measured) {
    int rounds = terms.shape().slotRounds();
    name(
        tasks.iteration(),
        "rounds 1 to " + rounds,
        "per block: " + purposes(terms.shape().activation()));
    long start = System.nanoTime();
    List<StageReport> reports =
        gpus.on(blocks.mapPartitionsWithIndex(tasks::refreshSlots, true)).collect();
    List<String> taken = reports.stream().map(StageReport::gpu).toList();
    measured.gpus(taken);
    measured.stage(
        stage(start, reports.stream().map(StageReport::timings).toList(), taken),
        reports.stream().flatMap(report -> report.records().stream()).toList());
  }

  private static String purposes(ActivationRounds activation) {
    return "margins"
        + activation.products().stream()
            .map(product -> ", " + product.name())
            .collect(Collectors.joining());
  }

  private StageTime stage(long start, List<Timings> tasks, List<String> taken) {
    int slots = GpuStages.slots(taken, spark.defaultParallelism());
    return StageTime.of(System.nanoTime() - start, tasks, slots);
  }

  private List<FeatureReport> step(IterationTasks tasks, Measured measured) {
    int round = terms.shape().stepRound();
    name(tasks.iteration(), "round " + round, "per feature: gradient and step");
    long start = System.nanoTime();
    JavaRDD<FeatureReport> reports = steps(tasks);
    List<FeatureReport> sorted =
        reports.collect().stream()
            .sorted(Comparator.comparing(report -> report.step().slice().number()))
            .toList();
    List<String> taken = sorted.stream().map(FeatureReport::gpu).toList();
    measured.gpus(taken);
    measured.stage(
        stage(start, sorted.stream().map(FeatureReport::timings).toList(), taken),
        sorted.stream().map(report -> report.step().record()).toList());
    return sorted;
  }

  private JavaRDD<FeatureReport> steps(IterationTasks tasks) {
    if (terms.shape().shared()) {
      return featureSlices.map(tasks::knownStep);
    }
    return place == GradientPlace.IN_PROCESS
        ? featureSlices.map(tasks::gradientAndStep)
        : shuffled(tasks);
  }

  private JavaRDD<FeatureReport> shuffled(IterationTasks tasks) {
    JavaPairRDD<Integer, byte[]> parts =
        JavaPairRDD.fromJavaRDD(gpus.on(blocks.mapPartitionsWithIndex(tasks::gradient, true)));
    JavaRDD<FeatureReport> steps =
        parts
            .partitionBy(new BySlice(tasks.features().size()))
            .map(part -> part)
            .mapPartitionsWithIndex(tasks::reduceAndStep, true);
    return gpus.on(
        JavaRDD.fromRDD(steps.rdd(), scala.reflect.ClassTag$.MODULE$.apply(FeatureReport.class)));
  }

  private void name(int iteration, String rounds, String stage) {
    spark.setJobDescription("iteration " + (iteration + 1) + ", " + rounds);
    spark.setCallSite(rounds + ", " + stage);
  }

  private static byte[] bytes(WeightShares shares) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      SharesCodec.write(shares, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Frees what executors hold of this run. */
  @Override
  public void close() {
    blocks.unpersist(true);
    clear(spark, terms.runId());
  }

  /** Frees what executors hold of a run. */
  static void clear(JavaSparkContext spark, String run) {
    spark
        .parallelize(IntStream.range(0, spark.defaultParallelism()).boxed().toList())
        .foreachPartition(
            any -> {
              Resident.drop(run);
              BlockCache.SHARED.clear();
            });
  }

  /** One partition per slice of features. */
  private static final class BySlice extends org.apache.spark.Partitioner {
    private static final long serialVersionUID = 1L;
    private final int slices;

    BySlice(int slices) {
      this.slices = slices;
    }

    @Override
    public int numPartitions() {
      return slices;
    }

    @Override
    public int getPartition(Object slice) {
      return (Integer) slice;
    }
  }
}
