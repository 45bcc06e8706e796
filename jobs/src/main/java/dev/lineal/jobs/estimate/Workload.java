package dev.lineal.jobs.estimate;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.LogisticRounds;
import dev.lineal.he.rounds.Pairs;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.RoundTerms.Kept;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.plan.PlanBatches;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.lineage.manifest.Task;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A training whose rows lie with all owners in equal parts.
 *
 * @param plan its rounds and numbers
 * @param rows of all owners
 * @param owners at least 2
 */
public record Workload(TaskPlan plan, long rows, int owners) {
  public HeParameters parameters() {
    return plan.parameters();
  }

  /** d: columns that carry a weight, bias counted. */
  public int weights() {
    return plan.training().features();
  }

  public int iterations() {
    return plan.training().iterations();
  }

  boolean linear() {
    return plan.training().task() == Task.LINEAR;
  }

  /** Whether weights stay shared: owners multiply the columns, the cluster none. */
  boolean shared() {
    return plan.rounds() instanceof LogisticRounds rounds && rounds.weights() == WeightForm.SHARED;
  }

  /** Whether owners read all shards and get each other's answers: to check, or to multiply. */
  boolean tellsOwners(Trust trust) {
    return trust == Trust.NOBODY || shared();
  }

  /** Ciphertexts of a block: d, and a regression's target. */
  public int columns() {
    return weights() + (linear() ? 1 : 0);
  }

  /** Blocks of all owners, each of whom fills all but the last. */
  public int blocks() {
    return Math.toIntExact(
        IntStream.range(0, owners)
            .mapToLong(owner -> rows / owners + (owner < rows % owners ? 1 : 0))
            .map(own -> pieces(own, parameters().slots()))
            .sum());
  }

  Batches batches() {
    return shared()
        ? PlanBatches.ofShared(blocks(), owners, weights())
        : PlanBatches.of(blocks(), owners);
  }

  List<RoundTerms> rounds() {
    return plan.rounds().rounds();
  }

  /** Whether a round takes place in every iteration, not only in the first. */
  boolean repeats(RoundTerms round) {
    return iterations() == 1
        ? !(round.items() instanceof Items.PairsOfColumns)
        : round.span().has(iterations() - 1);
  }

  /** Rounds that refresh blocks' slots. */
  int slotRounds() {
    return (int) rounds().stream().filter(round -> round.kept() == Kept.SLOTS).count();
  }

  /** Rounds whose items are blocks: owners are asked so many times, one after the other. */
  int blockRounds() {
    return (int) rounds().stream().filter(round -> round.items() instanceof Items.Blocks).count();
  }

  /** Items of one round. */
  long items(RoundTerms round) {
    if (round.items() instanceof Items.Blocks) {
      return blocks();
    }
    return round.items() instanceof Items.Features ? weights() : new Pairs(weights()).total();
  }

  /** Requests of one round. */
  long requests(RoundTerms round) {
    if (round.items() instanceof Items.Blocks) {
      return pieces(blocks(), batches().blocksPerRequest());
    }
    return round.items() instanceof Items.Features
        ? pieces(weights(), batches().featuresPerRequest())
        : new Pairs(weights()).rows();
  }

  /** Pieces of at most {@code each}, the last one smaller. */
  static long pieces(long items, long each) {
    return (items + each - 1) / each;
  }
}
