package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshRequest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * The tasks of one iteration, as executors run them.
 *
 * @param terms of the run
 * @param iteration from 0
 * @param layout of blocks over partitions
 * @param weights {@link Weights#toBytes}
 * @param shares the cluster's, {@link SharesCodec}
 * @param step of this iteration
 */
record IterationTasks(
    RunTerms terms,
    int iteration,
    BlockLayout layout,
    Broadcast<byte[]> weights,
    byte[] shares,
    StepTerms step)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PRODUCT_SCALE_BITS =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

  /** The rounds per block for every slice of a partition: no slice waits for another's. */
  Iterator<StageReport> refreshSlots(int partition, Iterator<PackedBlock> blocks) {
    String gpu = TaskGpu.take();
    BlockFeed feed = new BlockFeed(blocks);
    ArrayList<RoundRecord> records = new ArrayList<>();
    Timings timings = Timings.ZERO;
    for (Slice slice : layout.slices(partition)) {
      for (int round = 1; round <= terms.shape().slotRounds(); round++) {
        Exchange exchange = new Exchange(terms.owners());
        SliceActivation activation = resident().slice(slice);
        records.add(activation.reach(round, around(feed, exchange)));
        if (round == 1) {
          activation.partial().ifPresent(records::add);
        }
        timings =
            timings.plus(exchange.timings(round == 1 ? Phases.Work.FORWARD : Phases.Work.PRODUCTS));
      }
    }
    return List.of(new StageReport(records, timings, gpu)).iterator();
  }

  /** A partition's part of the gradient per slice of features, serialised. */
  Iterator<Tuple2<Integer, byte[]>> gradient(int partition, Iterator<PackedBlock> blocks) {
    TaskGpu.take();
    SliceActivation.Surroundings around =
        around(new BlockFeed(blocks), new Exchange(terms.owners()));
    List<Slice> features = features();
    List<GradientAccumulator> sums = new ArrayList<>();
    try {
      features.forEach(slice -> sums.add(accumulator(slice)));
      for (Slice slice : layout.slices(partition)) {
        addProducts(slice, around, sums);
      }
      List<Tuple2<Integer, byte[]>> parts = new ArrayList<>();
      for (Slice feature : features) {
        parts.add(new Tuple2<>(feature.number(), sums.get(feature.number()).toBytes()));
      }
      return parts.iterator();
    } finally {
      sums.forEach(GradientAccumulator::close);
    }
  }

  /** Adds all partitions' parts of one slice of features and refreshes the sum to new weights. */
  Iterator<FeatureReport> reduceAndStep(int number, Iterator<Tuple2<Integer, byte[]>> parts) {
    String gpu = TaskGpu.take();
    Exchange exchange = new Exchange(terms.owners());
    try (GradientAccumulator sum = accumulator(features().get(number))) {
      exchange.reducing(() -> addAll(sum, parts));
      return List.of(step(number, products(number, sum), exchange, gpu)).iterator();
    }
  }

  private static void addAll(GradientAccumulator sum, Iterator<Tuple2<Integer, byte[]>> parts) {
    while (parts.hasNext()) {
      try (GradientAccumulator part = GradientAccumulator.parse(parts.next()._2())) {
        sum.add(part);
      }
    }
  }

  /** The same in one go where every block and residual is in this process: nothing is shuffled. */
  FeatureReport gradientAndStep(int number) {
    Exchange exchange = new Exchange(terms.owners());
    SliceActivation.Surroundings around =
        around(new BlockFeed(Collections.emptyIterator()), exchange);
    FeatureStep.Products products =
        withAllBlocks(around, (open, residuals) -> products(number, open, residuals));
    return step(number, products, exchange, TaskGpu.NONE);
  }

  /** The step where weights stay shared: owners form the gradient, and have its blocks. */
  FeatureReport knownStep(int number) {
    FeatureStep.Products products =
        FeatureStep.Products.known(
            position(number), features().get(number), terms.key(), PRODUCT_SCALE_BITS);
    return step(number, products, new Exchange(terms.owners()), TaskGpu.NONE);
  }

  private <T> T withAllBlocks(
      SliceActivation.Surroundings around,
      BiFunction<List<EncryptedBlock>, List<Ciphertext>, T> body) {
    List<Ciphertext> residuals = new ArrayList<>();
    List<BlockCache.Lease> leases = new ArrayList<>();
    try {
      for (int p = 0; p < layout.partitions(); p++) {
        for (Slice slice : layout.slices(p)) {
          residuals.addAll(resident().slice(slice).residuals(around));
          borrow(slice, around, leases);
        }
      }
      return body.apply(leases.stream().map(BlockCache.Lease::block).toList(), residuals);
    } finally {
      leases.forEach(BlockCache.Lease::close);
    }
  }

  private FeatureStep.Products products(
      int number, List<EncryptedBlock> blocks, List<Ciphertext> residuals) {
    Slice feature = features().get(number);
    try (GradientAccumulator sum = accumulator(feature)) {
      sum.addFrom(feature.first(), blocks, residuals);
      return products(number, sum);
    }
  }

  /** Number of slices of features. */
  List<Slice> features() {
    return Slice.cut(terms.features(), terms.featuresPerRequest());
  }

  private RefreshRequest.Position position(int number) {
    return new RefreshRequest.Position(terms.run(), iteration, terms.shape().stepRound(), number);
  }

  private FeatureStep.Products products(int number, GradientAccumulator sum) {
    return FeatureStep.Products.of(position(number), features().get(number), sum);
  }

  private FeatureReport step(
      int number, FeatureStep.Products products, Exchange exchange, String gpu) {
    Slice slice = features().get(number);
    WeightShares all = shares(shares);
    int to = slice.first() + slice.count();
    WeightShares own =
        new WeightShares(all.w().subList(slice.first(), to), all.v().subList(slice.first(), to));
    FeatureStep stepped =
        FeatureStep.of(terms, slice, products, own, step.step(slice.first()), exchange);
    return new FeatureReport(stepped, exchange.timings(Phases.Work.GRADIENT), gpu);
  }

  /** Adds a slice of blocks times its residuals to the sum of every slice of features. */
  private void addProducts(
      Slice slice, SliceActivation.Surroundings around, List<GradientAccumulator> sums) {
    List<BlockCache.Lease> leases = new ArrayList<>();
    try {
      borrow(slice, around, leases);
      List<Ciphertext> residuals = resident().slice(slice).residuals(around);
      List<EncryptedBlock> open = leases.stream().map(BlockCache.Lease::block).toList();
      for (Slice feature : features()) {
        sums.get(feature.number()).addFrom(feature.first(), open, residuals);
      }
    } finally {
      leases.forEach(BlockCache.Lease::close);
    }
  }

  private static void borrow(
      Slice slice, SliceActivation.Surroundings around, List<BlockCache.Lease> leases) {
    for (int i = 0; i < slice.count(); i++) {
      leases.add(around.borrow(slice.first() + i));
    }
  }

  /** A partition's part of the products that a release sums, serialised; none for no slices. */
  Iterator<byte[][]> released(ReleasedSums sums, int partition, Iterator<PackedBlock> blocks) {
    TaskGpu.take();
    SliceActivation.Surroundings around =
        around(new BlockFeed(blocks), new Exchange(terms.owners()));
    ProductSums total = new ProductSums();
    try (total) {
      for (Slice slice : layout.slices(partition)) {
        total.add(sums.of(resident().slice(slice), around));
      }
      return total.toBytes().stream().iterator();
    }
  }

  private GradientAccumulator accumulator(Slice slice) {
    return new GradientAccumulator(
        terms.key().parameters(), terms.key().keyId(), slice.count(), PRODUCT_SCALE_BITS);
  }

  private Resident resident() {
    return Resident.of(terms.runId());
  }

  private SliceActivation.Surroundings around(BlockFeed feed, Exchange exchange) {
    return new SliceActivation.Surroundings(
        terms,
        iteration,
        weights.id(),
        () -> resident().weights(weights.id(), this::openWeights),
        feed,
        exchange);
  }

  private EncryptedWeights openWeights() {
    KeyTerms key = terms.key();
    return Weights.parse(weights.value()).with(key, terms.shape().targetWeight()).open(key);
  }

  private static WeightShares shares(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return SharesCodec.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
