package dev.lineal.jobs.plan;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.PowerRounds;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The exact numbers of a power iteration, whose released sums allow a training a larger step.
 * Source: docs/protocol.md, the step.
 *
 * @param parameters of the study
 * @param training of the plan
 * @param rows real rows of all datasets
 */
public record PowerPlan(HeParameters parameters, Training training, long rows) implements TaskPlan {
  /** Enough where the largest eigenvalue stands out at all. */
  public static final int ITERATIONS = 5;

  /** log2 of u's scale. */
  private static final int SCALE = HeParameters.REFRESHED_SCALE_BITS;

  public static PowerPlan of(RunPlan plan) {
    return new PowerPlan(PlannedRounds.parameters(plan), plan.training(), PlannedRounds.rows(plan));
  }

  /** What a plan says of the algorithm: s = 8 / d, {@value #ITERATIONS} iterations. */
  public static Training training(int features) {
    return training(features, ITERATIONS, new Factor((8L << SCALE) / features, SCALE));
  }

  /** The same with another length or s. */
  public static Training training(int features, int iterations, Factor step) {
    return new Training(
        Task.POWER_ITERATION,
        features,
        iterations,
        Optional.empty(),
        step,
        Factor.ZERO,
        PlannedRounds.none(iterations));
  }

  @Override
  public PowerRounds rounds() {
    return new PowerRounds(
        PlannedRounds.size(parameters, training, rows), PlannedRounds.point(training.step()));
  }

  @Override
  public List<Release> releases() {
    return List.of(new Release(PowerRounds.CURVATURE, PowerRounds.SCALARS));
  }

  /** The public integers from which it starts, at scale 2^40. */
  public List<BigInteger> start(Sha256 run) {
    return PowerRounds.start(training.features(), run.bytes());
  }

  /** What the two released sums allow. */
  public StepBound bound(List<BigInteger> sums) {
    return new StepBound(PlannedRounds.point(training.step()), sums.get(0), sums.get(1));
  }

  /** The step of a logistic training. */
  public static Factor logistic(StepBound bound) {
    return PlannedRounds.factor(bound.logistic());
  }

  /** The step of a linear training with this penalty. */
  public static Factor linear(StepBound bound, Factor l2) {
    FixedPoint penalty = PlannedRounds.point(l2);
    return PlannedRounds.factor(bound.linear(penalty));
  }
}
