package dev.lineal.jobs.train;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Logistic regression on encrypted blocks: five rounds with the owners per iteration, each a named
 * Spark stage whose tasks ask the owners themselves. Deterministic: what is asked depends on the
 * plan only, sums are exact, and owners repeat their answers.
 */
public final class LogisticTraining implements AutoCloseable {
  private final JavaSparkContext spark;
  private final RunTerms terms;
  private final BlockLayout layout;
  private final JavaRDD<PackedBlock> blocks;
  private final JavaRDD<Integer> featureSlices;
  private final GradientPlace place;

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
  }

  /** A state and what was recorded on the way to it. */
  public record Outcome(TrainingState state, IterationRow row) {}

  /** One iteration of accelerated gradient. */
  public Outcome iterate(TrainingState state, NesterovStep step) {
    int iteration = state.iterations();
    long start = System.nanoTime();
    Broadcast<byte[]> weights = spark.broadcast(state.weights().toBytes());
    try {
      Measured measured = new Measured(Phases.broadcast(System.nanoTime() - start));
      IterationTasks tasks =
          new IterationTasks(
              terms, iteration, layout, weights, bytes(state.shares()), StepTerms.of(step));
      for (int round = 1; round <= ActivationRounds.ROUNDS; round++) {
        slots(tasks, round, measured);
      }
      List<FeatureReport> reports = round5(tasks, measured);
      TrainingState next = next(state, reports);
      long hashing = System.nanoTime();
      String hash = next.sha256().toString();
      measured.add(Phases.hash(System.nanoTime() - hashing));
      return new Outcome(next, measured.row(iteration, hash, System.nanoTime() - start));
    } finally {
      spark.clearCallSite();
      weights.destroy();
    }
  }

  private void slots(IterationTasks tasks, int round, Measured measured) {
    name(tasks.iteration(), round, "round " + round + ": " + purpose(round));
    long start = System.nanoTime();
    List<StageReport> reports =
        blocks
            .mapPartitionsWithIndex(
                (partition, packed) -> tasks.refreshSlots(round, partition, packed), true)
            .collect();
    measured.stage(
        round == 1 ? Phases.Work.FORWARD : Phases.Work.PRODUCTS,
        stage(start, reports.stream().map(StageReport::timings).toList()),
        reports.stream().flatMap(report -> report.records().stream()).toList());
  }

  private StageTime stage(long start, List<Timings> tasks) {
    return StageTime.of(System.nanoTime() - start, tasks, spark.defaultParallelism());
  }

  private List<FeatureReport> round5(IterationTasks tasks, Measured measured) {
    name(tasks.iteration(), FeatureStep.ROUND, "round 5: gradient and step");
    long start = System.nanoTime();
    JavaRDD<FeatureReport> reports =
        place == GradientPlace.IN_PROCESS
            ? featureSlices.map(tasks::gradientAndStep)
            : shuffled(tasks);
    List<FeatureReport> sorted =
        reports.collect().stream()
            .sorted(Comparator.comparing(report -> report.step().slice().number()))
            .toList();
    measured.stage(
        Phases.Work.GRADIENT,
        stage(start, sorted.stream().map(FeatureReport::timings).toList()),
        sorted.stream().map(report -> report.step().record()).toList());
    return sorted;
  }

  private JavaRDD<FeatureReport> shuffled(IterationTasks tasks) {
    JavaPairRDD<Integer, byte[]> parts =
        JavaPairRDD.fromJavaRDD(blocks.mapPartitionsWithIndex(tasks::gradient, true));
    return JavaRDD.fromRDD(
        parts
            .partitionBy(new BySlice(tasks.features().size()))
            .map(part -> part)
            .mapPartitionsWithIndex(tasks::reduceAndStep, true)
            .rdd(),
        scala.reflect.ClassTag$.MODULE$.apply(FeatureReport.class));
  }

  private void name(int iteration, int round, String stage) {
    spark.setJobDescription("iteration " + (iteration + 1) + ", round " + round);
    spark.setCallSite(stage);
  }

  private static String purpose(int round) {
    return switch (round) {
      case 1 -> "margins";
      case 2 -> "squares";
      case 3 -> "polynomial";
      default -> "residuals";
    };
  }

  private static TrainingState next(TrainingState state, List<FeatureReport> reports) {
    List<byte[]> seeds = new ArrayList<>();
    List<byte[]> c0 = new ArrayList<>();
    List<BigInteger> w = new ArrayList<>();
    List<BigInteger> v = new ArrayList<>();
    for (FeatureReport report : reports) {
      seeds.addAll(report.step().seeds());
      c0.addAll(report.step().c0());
      w.addAll(report.step().w());
      v.addAll(report.step().v());
    }
    return new TrainingState(
        state.iterations() + 1, new Weights(seeds, c0), new WeightShares(w, v));
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
    String run = terms.runId();
    blocks.unpersist(true);
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
