package dev.lineal.owner.policy;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.QuadraticForm;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.LogisticRounds;
import dev.lineal.he.rounds.PowerRounds;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.RunSize;
import dev.lineal.he.rounds.StartReach;
import dev.lineal.he.rounds.Steps;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.owner.keys.MaskBound;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rounds of a run as its plan's own numbers make them: what the plan must say of each, how
 * large messages can get, and the masks and steps that follow. Source: docs/protocol.md, masks.
 */
final class PlannedRounds {
  private final RunPlan plan;
  private final TaskRounds task;
  private final ActivationRounds activation;
  private final HeParameters parameters;
  private final int owners;

  PlannedRounds(RunPlan plan, HeParameters parameters, int owners) {
    this.plan = plan;
    this.task = task(plan);
    this.activation = activation(plan);
    this.parameters = parameters;
    this.owners = owners;
  }

  /**
   * The rounds of the plan's task; where its numbers fit no such task, of the nearest that does.
   */
  static TaskRounds task(RunPlan plan) {
    Training training = plan.training();
    Steps steps =
        new Steps(
            point(training.step()),
            point(training.l2()),
            training.eta().numerators().stream()
                .map(numerator -> new FixedPoint(numerator, training.eta().shift()))
                .toList());
    return switch (training.task()) {
      case LOGISTIC ->
          new LogisticRounds(
              size(plan, training.iterations()),
              steps,
              activation(plan),
              telemetry(plan),
              plan.sharesWeights() ? WeightForm.SHARED : WeightForm.ENCRYPTED);
      case LINEAR -> new LinearRounds(size(plan, training.iterations()), steps, losses(plan));
      case POWER_ITERATION ->
          new PowerRounds(
              size(plan, Math.max(PowerRounds.SCALARS, training.iterations())), steps.rate());
      case EVALUATION ->
          new EvaluationRounds(
              size(plan, 1),
              training.sigmoid().isPresent()
                  ? EvaluationRounds.Model.CLASSIFICATION
                  : EvaluationRounds.Model.REGRESSION);
    };
  }

  private static Optional<LinearRounds.Losses> losses(RunPlan plan) {
    return plan.validation()
        .map(form -> new QuadraticForm(form.gram(), form.right()))
        .map(form -> new LinearRounds.Losses(form, plan.datasets().size()));
  }

  /** The activation that a plan names; where there is no such one, of the least degree. */
  static ActivationRounds activation(RunPlan plan) {
    return plan.training()
        .sigmoid()
        .flatMap(PlannedRounds::known)
        .orElse(ActivationRounds.DEGREE_5);
  }

  static Optional<ActivationRounds> known(Sigmoid sigmoid) {
    return ActivationRounds.find(sigmoid.degree(), sigmoid.interval());
  }

  private static RunSize size(RunPlan plan, int iterations) {
    return new RunSize(
        HeParameters.named(plan.encryption().parameterSet()),
        plan.training().features(),
        rows(plan),
        iterations);
  }

  private static int telemetry(RunPlan plan) {
    return plan.releases().stream()
        .filter(release -> release.name().equals(LogisticRounds.MARGIN))
        .mapToInt(Release::scalars)
        .map(scalars -> Math.min(scalars, plan.training().iterations()))
        .findFirst()
        .orElse(0);
  }

  TaskRounds task() {
    return task;
  }

  /** How products are formed where owners form them. */
  ActivationRounds activation() {
    return activation;
  }

  /** Number of rounds of an iteration. */
  int count() {
    return task.rounds().size();
  }

  /** What the plan must say, its own bounds kept. */
  List<Round> expected() {
    return IntStream.rangeClosed(1, count()).mapToObj(this::expected).toList();
  }

  private Round expected(int round) {
    RoundTerms terms = task.round(round);
    return new Round(
        terms.name(),
        Round.Refresh.valueOf(terms.kept().name()),
        terms.inputScaleBits(),
        bound(round),
        terms.linear().map(PlannedRounds::factor),
        factor(terms.factor()),
        factor(terms.addend()),
        terms.outputScaleBits());
  }

  private static Factor factor(FixedPoint factor) {
    return new Factor(factor.numerator(), factor.shift());
  }

  private int bound(int round) {
    List<Round> rounds = plan.encryption().rounds();
    return round <= rounds.size() ? rounds.get(round - 1).boundBits() : Round.MAX_BITS;
  }

  /** log2 of what the messages of a round may need, rounded up. */
  int leastBoundBits(int round) {
    int degree = plan.training().sigmoid().map(Sigmoid::degree).orElse(1);
    return new StartReach(plan.start(), degree).boundBits(task.round(round));
  }

  private static long rows(RunPlan plan) {
    return plan.datasets().stream().mapToLong(PlannedDataset::rows).sum();
  }

  private static FixedPoint point(Factor factor) {
    return new FixedPoint(factor.numerator(), factor.shift());
  }

  /** The step of an iteration on this owner's shares of the features from number first on. */
  NesterovStep step(int iteration, int first) {
    return task.step(iteration, first);
  }

  /** Whether owners mask what they answer in a round. */
  boolean masked(int round) {
    return switch (task.round(round).kept()) {
      case SLOTS, TRACE, SHARE -> true;
      case RELEASE, PARTIAL -> false;
    };
  }

  /**
   * The masks of a round.
   *
   * @param answers all that the key set has answered and may answer
   * @throws IllegalArgumentException with the numbers, when they leave too little room
   */
  MaskBound masks(int round, long answers) {
    return MaskBound.forStudy(parameters, owners, BigInteger.ONE.shiftLeft(bound(round)), answers);
  }

  /** How many answers the narrowest round allows before fewer than 40 bits are left. */
  BigInteger room() {
    BigInteger least = parameters.modulus();
    for (int round = 1; round <= count(); round++) {
      if (masked(round)) {
        MaskBound masks = masks(round, 1);
        BigInteger spent = masks.messageBound().shiftLeft(MaskBound.STATISTICAL_BITS);
        least = least.min(masks.bound().divide(spent));
      }
    }
    return least;
  }
}
