package dev.lineal.jobs.train;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.TaskPlan;
import java.io.Serializable;

/**
 * What an iteration's rounds are.
 *
 * @param degree of the activation; 1 for the forward products alone
 * @param keep what stays in memory of an iteration's values
 * @param targetWeight public weight of the target column behind the features; null for none
 * @param weights encrypted or shared
 */
public record RunShape(int degree, Keep keep, Integer targetWeight, WeightForm weights)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Which refreshed values an executor keeps until the iteration's end. */
  public enum Keep {
    /** And in between what later rounds need. */
    MARGINS_AND_LAST,
    ALL
  }

  /** Margins, activation, gradient. */
  public static RunShape classification(ActivationRounds activation) {
    return classification(activation, WeightForm.ENCRYPTED);
  }

  /** The same. */
  public static RunShape classification(ActivationRounds activation, WeightForm weights) {
    return new RunShape(activation.degree(), Keep.MARGINS_AND_LAST, null, weights);
  }

  /** Evaluation of a classification. */
  public static final RunShape CLASSIFIED =
      new RunShape(EvaluationRounds.ACTIVATION.degree(), Keep.ALL, null, WeightForm.ENCRYPTED);

  /** Evaluation of a regression: X w - t. */
  public static final RunShape PREDICTED =
      new RunShape(1, Keep.MARGINS_AND_LAST, -1, WeightForm.ENCRYPTED);

  /** Power iteration; a target column counts for nothing. */
  public static RunShape power(Target target) {
    Integer weight = target == Target.BEHIND_FEATURES ? 0 : null;
    return new RunShape(1, Keep.MARGINS_AND_LAST, weight, WeightForm.ENCRYPTED);
  }

  /** Whether blocks have a column behind the features. */
  public enum Target {
    NONE,
    BEHIND_FEATURES
  }

  /** Of a plan's task over blocks of so many columns; regressions make no gradient by blocks. */
  public static RunShape of(TaskPlan plan, int columns) {
    boolean target = columns > plan.training().features();
    return switch (plan.training().task()) {
      case LOGISTIC ->
          classification(((LogisticPlan) plan).activation(), ((LogisticPlan) plan).weights());
      case LINEAR -> classification(LogisticPlan.DEFAULT);
      case POWER_ITERATION -> power(target ? Target.BEHIND_FEATURES : Target.NONE);
      case EVALUATION -> plan.training().sigmoid().isPresent() ? CLASSIFIED : PREDICTED;
    };
  }

  /** How products are formed after the forward ones. */
  public ActivationRounds activation() {
    return ActivationRounds.ofDegree(degree);
  }

  /** Rounds per block. */
  public int slotRounds() {
    return activation().rounds();
  }

  /** Whether every party multiplies columns by its own shares of the weights. */
  public boolean shared() {
    return weights == WeightForm.SHARED;
  }

  /** The round of the owners' partial products, where weights are shared. */
  public int partialRound() {
    return stepRound() + 1;
  }

  /** The round whose traces become new weights. */
  public int stepRound() {
    return slotRounds() + 1;
  }
}
