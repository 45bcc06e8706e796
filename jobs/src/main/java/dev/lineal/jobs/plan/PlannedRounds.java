package dev.lineal.jobs.plan;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.NesterovFactors;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.RunSize;
import dev.lineal.he.rounds.StartReach;
import dev.lineal.he.rounds.Steps;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.EncryptionTerms;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Momentum;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rounds and factors in the words of a plan. */
final class PlannedRounds {
  private static final int PRECISION = NesterovFactors.PRECISION_BITS;

  private PlannedRounds() {}

  static EncryptionTerms terms(TaskPlan plan, Sha256 jointKey, List<BigInteger> start) {
    StartReach reach =
        new StartReach(start, plan.training().sigmoid().map(Sigmoid::degree).orElse(1));
    return new EncryptionTerms(
        plan.parameters().name(),
        jointKey,
        HeParameters.REFRESHED_SCALE_BITS,
        plan.rounds().rounds().stream().map(terms -> round(terms, reach)).toList());
  }

  private static Round round(RoundTerms terms, StartReach reach) {
    return new Round(
        terms.name(),
        Round.Refresh.valueOf(terms.kept().name()),
        terms.inputScaleBits(),
        reach.boundBits(terms),
        terms.linear().map(PlannedRounds::factor),
        factor(terms.factor()),
        factor(terms.addend()),
        terms.outputScaleBits());
  }

  static long rows(RunPlan plan) {
    return plan.datasets().stream().mapToLong(PlannedDataset::rows).sum();
  }

  static HeParameters parameters(RunPlan plan) {
    return HeParameters.named(plan.encryption().parameterSet());
  }

  static RunSize size(HeParameters parameters, Training training, long rows) {
    return new RunSize(parameters, training.features(), rows, training.iterations());
  }

  static Steps steps(Training training) {
    return new Steps(
        point(training.step()),
        point(training.l2()),
        training.eta().numerators().stream()
            .map(numerator -> new FixedPoint(numerator, training.eta().shift()))
            .toList());
  }

  /**
   * eta_t = (1 - l_t) / l_(t+1), l_1 = 1, l_(t+1) = (1 + sqrt(1 + 4 l_t^2)) / 2; the last is 0, so
   * that the encrypted weights end as the model.
   */
  static Momentum nesterov(int iterations) {
    List<Long> etas = new ArrayList<>();
    double l = 1;
    for (int t = 0; t < iterations - 1; t++) {
      double next = (1 + Math.sqrt(1 + 4 * l * l)) / 2;
      etas.add(FixedPoint.nearest((1 - l) / next, PRECISION).numerator());
      l = next;
    }
    etas.add(0L);
    return new Momentum(PRECISION, etas);
  }

  static Momentum none(int iterations) {
    return new Momentum(0, Collections.nCopies(iterations, 0L));
  }

  static FixedPoint point(Factor factor) {
    return new FixedPoint(factor.numerator(), factor.shift());
  }

  static Factor factor(FixedPoint point) {
    return new Factor(point.numerator(), point.shift());
  }
}
