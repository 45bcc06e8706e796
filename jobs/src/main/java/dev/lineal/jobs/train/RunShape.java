package dev.lineal.jobs.train;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.jobs.plan.TaskPlan;
import java.io.Serializable;

/**
 * What an iteration's rounds are.
 *
 * @param slotRounds rounds per block: the four of an activation, or the forward products alone
 * @param keep what stays in memory of an iteration's values
 * @param targetWeight public weight of the target column behind the features; null for none
 */
public record RunShape(int slotRounds, Keep keep, Integer targetWeight) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Which refreshed values an executor keeps until the iteration's end. */
  public enum Keep {
    MARGINS_AND_LAST,
    ALL
  }

  /** Margins, activation, gradient. */
  public static final RunShape CLASSIFICATION =
      new RunShape(ActivationRounds.ROUNDS, Keep.MARGINS_AND_LAST, null);

  /** Evaluation of a classification. */
  public static final RunShape CLASSIFIED = new RunShape(ActivationRounds.ROUNDS, Keep.ALL, null);

  /** Evaluation of a regression: X w - t. */
  public static final RunShape PREDICTED = new RunShape(1, Keep.MARGINS_AND_LAST, -1);

  /** Power iteration; a target column counts for nothing. */
  public static RunShape power(Target target) {
    return new RunShape(1, Keep.MARGINS_AND_LAST, target == Target.BEHIND_FEATURES ? 0 : null);
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
      case LOGISTIC, LINEAR -> CLASSIFICATION;
      case POWER_ITERATION -> power(target ? Target.BEHIND_FEATURES : Target.NONE);
      case EVALUATION -> plan.training().sigmoid().isPresent() ? CLASSIFIED : PREDICTED;
    };
  }

  /** The round whose traces become new weights. */
  public int stepRound() {
    return slotRounds + 1;
  }
}
