package dev.lineal.owner.policy;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.NesterovFactors;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Whether a plan's steps keep messages within what masks hide: the bound that holds for all
 * standardised columns, or the larger one that a power iteration showed.
 */
final class StepCheck {
  private final RunPlan plan;
  private final Training training;
  private final Optional<StepBound> curvature;

  StepCheck(RunPlan plan, Optional<StepBound> curvature) {
    this.plan = plan;
    this.training = plan.training();
    this.curvature = curvature;
  }

  /** lr and penalty; throws a {@link Refusal}. */
  void step() {
    switch (training.task()) {
      case LOGISTIC, LINEAR -> training();
      case POWER_ITERATION -> {
        requireNone(training.l2().numerator());
        requireStill();
      }
      case EVALUATION -> {
        requireNone(training.l2().numerator());
        requireStill();
        if (!training.step().equals(new Factor(1, 0))) {
          throw Refusal.of(Rule.STEP_BOUND, "An evaluation is planned with step 1.");
        }
      }
    }
  }

  private static void requireNone(long numerator) {
    if (numerator != 0) {
      throw Refusal.of(Rule.STEP_BOUND, "Such a run has neither penalty nor momentum.");
    }
  }

  private void requireStill() {
    training.eta().numerators().forEach(StepCheck::requireNone);
  }

  private void training() {
    FixedPoint step = point(training.step());
    FixedPoint largest = largest();
    if (!StepBound.within(step, largest)) {
      throw Refusal.of(
          Rule.STEP_BOUND,
          "The step %d / 2^%d is above %d / 2^%d, the largest for %d features; messages could"
              + " outgrow their masks.",
          step.numerator(),
          step.shift(),
          largest.numerator(),
          largest.shift(),
          training.features());
    }
    long rows = plan.datasets().stream().mapToLong(dataset -> dataset.rows()).sum();
    FixedPoint decay = new NesterovFactors(step, point(training.l2()), rows, 1).decay();
    if (decay.numerator() < 0) {
      throw Refusal.of(Rule.STEP_BOUND, "Step times penalty is above 1; weights could run away.");
    }
  }

  /** Logistic: 4 / d, as L is at most d / 4. Linear: 1 / (d + penalty). Or what was shown. */
  private FixedPoint largest() {
    FixedPoint l2 = point(training.l2());
    int d = training.features();
    return switch (training.task()) {
      case LOGISTIC -> curvature.map(StepBound::logistic).orElseGet(() -> StepBound.ofFeatures(d));
      default ->
          curvature.map(shown -> shown.linear(l2)).orElseGet(() -> StepBound.ofFeatures(d, l2));
    };
  }

  /** Each between -1 and 0; throws a {@link Refusal}. */
  void momentum() {
    BigInteger one = BigInteger.ONE.shiftLeft(training.eta().shift());
    for (long numerator : training.eta().numerators()) {
      BigInteger eta = BigInteger.valueOf(numerator);
      if (eta.signum() > 0 || eta.negate().compareTo(one) >= 0) {
        throw Refusal.of(
            Rule.MOMENTUM_RANGE,
            "A momentum of %d / 2^%d could drive margins beyond what masks hide.",
            numerator,
            training.eta().shift());
      }
    }
  }

  private static FixedPoint point(Factor factor) {
    return new FixedPoint(factor.numerator(), factor.shift());
  }
}
