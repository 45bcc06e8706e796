package dev.lineal.lineage.iteration;

import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The steps that a plan makes. Logistic: every iteration all its rounds, slots and partial products
 * cut by blocks and traces by features; a round that releases makes one step, in the last
 * iterations, which refreshes nothing. Linear: the pairs of the Gram matrix in iteration 0, a slice
 * per row of its triangle, then every iteration a round cut by features; where contributions are
 * measured, the same once per solve, and a step behind each that releases its loss.
 */
public final class PlannedSteps {
  /** Number of a linear plan's round of pairs. */
  private static final int GRAM = 1;

  private final RunPlan plan;

  public PlannedSteps(RunPlan plan) {
    this.plan = plan;
  }

  /** The first difference between what was planned and what was recorded, if there is one. */
  public Optional<String> differenceFrom(List<StepRecord> recorded) {
    Iterator<StepRecord> next = recorded.iterator();
    for (int iteration = 0; iteration < plan.iterations(); iteration++) {
      for (int round = 1; round <= plan.encryption().rounds().size(); round++) {
        Optional<String> difference =
            plan.training().task() == Task.LINEAR && round == GRAM
                ? pairs(iteration, next)
                : round(iteration, round, next);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return next.hasNext()
        ? Optional.of("%s is not planned".formatted(next.next().place()))
        : Optional.empty();
  }

  private Optional<String> round(int iteration, int round, Iterator<StepRecord> next) {
    Round planned = plan.encryption().rounds().get(round - 1);
    if (planned.refresh() == Round.Refresh.RELEASE) {
      return plan.releasesIn(iteration, planned.name())
          ? step(iteration, round, 0, 0, 0, next)
          : Optional.empty();
    }
    boolean byBlock =
        planned.refresh() == Round.Refresh.SLOTS || planned.refresh() == Round.Refresh.PARTIAL;
    int items =
        byBlock
            ? plan.datasets().stream().mapToInt(PlannedDataset::blocks).sum()
            : plan.training().features();
    int size = byBlock ? plan.batches().blocksPerRequest() : plan.batches().featuresPerRequest();
    for (int slice = 0, first = 0; first < items; slice++, first += size) {
      Optional<String> difference =
          step(iteration, round, slice, first, Math.min(size, items - first), next);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** Row i of the triangle: the pairs (i, i) to (i, target), numbered row after row. */
  private Optional<String> pairs(int iteration, Iterator<StepRecord> next) {
    if (iteration % plan.training().iterations() != 0) {
      return Optional.empty();
    }
    int features = plan.training().features();
    for (int row = 0, first = 0; row < features; row++) {
      int count = features + 1 - row;
      Optional<String> difference = step(iteration, GRAM, row, first, count, next);
      if (difference.isPresent()) {
        return difference;
      }
      first += count;
    }
    return Optional.empty();
  }

  private static Optional<String> step(
      int iteration, int round, int slice, int first, int count, Iterator<StepRecord> next) {
    String place = "iteration %d, round %d, slice %d".formatted(iteration, round, slice);
    if (!next.hasNext()) {
      return Optional.of(place + " is missing");
    }
    StepRecord step = next.next();
    if (!step.place().equals(place)) {
      return Optional.of("%s stands where %s belongs".formatted(step.place(), place));
    }
    if (step.first() != first || step.refreshed().size() != count) {
      return Optional.of(
          "%s has %d items from %d, planned are %d from %d"
              .formatted(place, step.refreshed().size(), step.first(), count, first));
    }
    return Optional.empty();
  }
}
