package dev.lineal.jobs.audit;

import static org.apache.spark.sql.functions.col;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.jobs.train.KeyTerms;
import dev.lineal.jobs.train.Weights;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.RunPlan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a run left of every step: the request's digest and the refreshed values. */
final class RunRecord {
  private final String run;
  private final KeyTerms key;
  private final List<BigInteger> start;
  private final int solve;
  private final Dataset<Row> refreshed;
  private final TreeMap<StepRecord, StepRecord> byFirst = new TreeMap<>(RunRecord::compare);

  RunRecord(RunPlan plan, List<StepRecord> steps, Dataset<Row> refreshed) {
    this.run = plan.sha256().toString();
    this.key = KeyTerms.of(plan);
    this.start = plan.start();
    this.solve = plan.training().iterations();
    this.refreshed = refreshed.filter(col("run").equalTo(run));
    steps.forEach(step -> byFirst.put(step, step));
  }

  private static int compare(StepRecord one, StepRecord other) {
    int rounds = Integer.compare(one.round(), other.round());
    int iterations = Integer.compare(one.iteration(), other.iteration());
    int first = Integer.compare(one.first(), other.first());
    return iterations != 0 ? iterations : rounds != 0 ? rounds : first;
  }

  KeyTerms key() {
    return key;
  }

  /** The step of a round that has an item, a block or a feature. */
  StepRecord stepOf(int iteration, int round, int item) {
    StepRecord at =
        new StepRecord(iteration, round, 0, Sha256.hash(), item, List.of(Sha256.hash()));
    StepRecord step = byFirst.floorKey(at);
    if (step == null
        || step.iteration() != iteration
        || step.round() != round
        || item >= step.first() + step.refreshed().size()) {
      throw new Mismatch.Found(at, "nothing is recorded of it");
    }
    return step;
  }

  /** Public seed of a refreshed value's a. */
  byte[] seed(int iteration, int round, int item) {
    byte[] request = stepOf(iteration, round, item).request().bytes();
    byte[] runId = Sha256.parse(run).bytes();
    return new RefreshSeed(key.fingerprint(), runId, iteration, round, request).forItem(item);
  }

  /** Where a step's request stands. */
  RefreshRequest.Position position(StepRecord step) {
    return new RefreshRequest.Position(
        Sha256.parse(run).bytes(), step.iteration(), step.round(), step.slice());
  }

  /** The packed c_0 of some of a round's items, in their order: one look at the table. */
  private List<byte[]> values(int iteration, int round, int... items) {
    Map<Integer, byte[]> found = new HashMap<>();
    refreshed
        .filter(
            col("iteration")
                .equalTo(iteration)
                .and(col("round").equalTo(round))
                .and(col("item").isInCollection(Arrays.stream(items).boxed().toList())))
        .select("item", "c0")
        .collectAsList()
        .forEach(row -> found.put(row.getInt(0), row.getAs(1)));
    List<byte[]> values = new ArrayList<>();
    for (int item : items) {
      byte[] c0 = found.get(item);
      if (c0 == null) {
        throw new Mismatch.Found(
            stepOf(iteration, round, item), "the refreshed value %d is not kept".formatted(item));
      }
      values.add(c0);
    }
    return values;
  }

  /** The values of some of a round's items, for the caller to close. */
  List<Ciphertext> ciphertexts(int iteration, int round, int... items) {
    List<byte[]> c0 = values(iteration, round, items);
    List<Ciphertext> ciphertexts = new ArrayList<>();
    for (int i = 0; i < items.length; i++) {
      ciphertexts.add(key.refreshed(seed(iteration, round, items[i]), c0.get(i)));
    }
    return ciphertexts;
  }

  /** The numbers of a step's items. */
  static int[] items(StepRecord step) {
    return IntStream.range(step.first(), step.first() + step.refreshed().size()).toArray();
  }

  /**
   * The weights that an iteration starts with.
   *
   * @param round the one whose traces became weights
   */
  Weights weights(int iteration, int round, int features) {
    if (iteration % solve == 0) {
      return start.isEmpty() ? Weights.zero(key, features) : Weights.constants(key, start);
    }
    return made(iteration - 1, round, features);
  }

  /** The weights that an iteration's step made. */
  Weights made(int iteration, int round, int features) {
    List<byte[]> seeds = new ArrayList<>();
    for (int feature = 0; feature < features; feature++) {
      seeds.add(seed(iteration, round, feature));
    }
    return new Weights(seeds, values(iteration, round, IntStream.range(0, features).toArray()));
  }

  /** Sums of the owners' partial products of some blocks, degree 2, for the caller to close. */
  List<Ciphertext> partials(int iteration, int round, int scaleBits, int... blocks) {
    List<Ciphertext> sums = new ArrayList<>();
    for (byte[] packed : values(iteration, round, blocks)) {
      try (Ciphertext sum =
          Ciphertext.unpack(key.parameters(), 1, scaleBits, key.keyId(), packed, 0)) {
        sums.add(key.raised(sum));
      }
    }
    return sums;
  }

  /** Every kept value of a step hashes to its leaf. */
  void requireIntact(StepRecord step) {
    List<byte[]> values = values(step.iteration(), step.round(), items(step));
    for (int i = 0; i < values.size(); i++) {
      if (!Sha256.hash(values.get(i)).equals(step.refreshed().get(i))) {
        throw new Mismatch.Found(
            step, "the refreshed value %d is not the recorded one".formatted(step.first() + i));
      }
    }
  }
}
