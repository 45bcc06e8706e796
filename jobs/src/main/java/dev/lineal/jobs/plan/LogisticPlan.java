package dev.lineal.jobs.plan;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovFactors;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.EncryptionTerms;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Momentum;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exact numbers of a logistic run of degree 5: what its plan says of training and rounds, and
 * the step of each iteration that follows. Source: docs/protocol.md, one iteration.
 *
 * @param parameters of the study
 * @param training of the plan
 * @param rows real rows of all datasets
 */
public record LogisticPlan(HeParameters parameters, Training training, long rows) {
  /** The activation of every run. */
  public static final ActivationRounds ACTIVATION = ActivationRounds.DEGREE_5;

  private static final int DEGREE = 5;
  private static final int PRECISION = NesterovFactors.PRECISION_BITS;
  private static final int SCALE = HeParameters.REFRESHED_SCALE_BITS;
  private static final int PRODUCT = HeParameters.COLUMN_SCALE_BITS + SCALE;

  /** Largest slots of y, u, the third product and r while margins stay within 1.7 R. */
  private static final double[] SLOTS = {1.7, 2.9, 3.8, 15.7};

  /** Columns are clipped at 4 deviations. */
  private static final double LARGEST_TERM = 4 * (0.5 + SLOTS[3]);

  /** Of a plan that was made by {@link #training} and {@link #encryption}. */
  public static LogisticPlan of(RunPlan plan) {
    return new LogisticPlan(
        HeParameters.named(plan.encryption().parameterSet()),
        plan.training(),
        plan.datasets().stream().mapToLong(PlannedDataset::rows).sum());
  }

  /**
   * What a plan says of the algorithm.
   *
   * @param features bias counted
   * @param l2 weight of the penalty, 0 or more
   */
  public static Training training(int features, int iterations, Factor step, Factor l2) {
    return new Training(
        Task.LOGISTIC,
        features,
        iterations,
        Optional.of(new Sigmoid(DEGREE, ACTIVATION.interval())),
        step,
        l2,
        new Momentum(PRECISION, etas(iterations)));
  }

  /** eta_t = (1 - l_t) / l_(t+1), l_1 = 1, l_(t+1) = (1 + sqrt(1 + 4 l_t^2)) / 2. */
  private static List<Long> etas(int iterations) {
    List<Long> etas = new ArrayList<>();
    double l = 1;
    for (int t = 0; t < iterations; t++) {
      double next = (1 + Math.sqrt(1 + 4 * l * l)) / 2;
      etas.add(FixedPoint.nearest((1 - l) / next, PRECISION).numerator());
      l = next;
    }
    return etas;
  }

  /** What a plan says of keys and rounds. */
  public EncryptionTerms encryption(Sha256 jointKey) {
    List<Round> rounds = new ArrayList<>();
    List<String> names = List.of("y", "u", "v", "r");
    for (int round = 1; round <= ActivationRounds.ROUNDS; round++) {
      rounds.add(slots(names.get(round - 1), round));
    }
    rounds.add(
        new Round(
            "w",
            Round.Refresh.TRACE,
            PRODUCT,
            traceBits(),
            Optional.empty(),
            factor(factors().gamma(parameters)),
            Factor.ZERO,
            WeightShares.SCALE_BITS));
    return new EncryptionTerms(parameters.name(), jointKey, SCALE, rounds);
  }

  private static Round slots(String name, int round) {
    int scale = round == 1 ? PRODUCT : 2 * SCALE;
    BigInteger constant = ACTIVATION.constant(round);
    return new Round(
        name,
        Round.Refresh.SLOTS,
        scale,
        (int) Math.ceil(scale + log2(SLOTS[round - 1])),
        round == 3 ? Optional.of(new Factor(ACTIVATION.k(), SCALE)) : Optional.empty(),
        factor(ACTIVATION.gamma(round)),
        constant.signum() == 0 ? Factor.ZERO : new Factor(constant.longValueExact(), SCALE),
        SCALE);
  }

  private int traceBits() {
    double terms = log2(rows) + log2(LARGEST_TERM);
    return (int) Math.ceil(PRODUCT + 1 - log2(parameters.ringDegree()) + terms);
  }

  /** The step of an iteration, from 0; the last feature is the bias and not regularised. */
  public NesterovStep step(int iteration) {
    Momentum eta = training.eta();
    return new NesterovStep(
        factors().gamma(parameters),
        factors().decay(),
        new FixedPoint(eta.numerators().get(iteration), eta.shift()),
        training.features() - 1);
  }

  /** lr. */
  public double rate() {
    return point(training.step()).toDouble();
  }

  private NesterovFactors factors() {
    return new NesterovFactors(
        point(training.step()), point(training.l2()), rows, ACTIVATION.interval());
  }

  private static FixedPoint point(Factor factor) {
    return new FixedPoint(factor.numerator(), factor.shift());
  }

  private static Factor factor(FixedPoint point) {
    return new Factor(point.numerator(), point.shift());
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
