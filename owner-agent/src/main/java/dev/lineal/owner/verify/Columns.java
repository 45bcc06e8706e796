package dev.lineal.owner.verify;

import dev.lineal.lineage.manifest.RunPlan;

/**
 * Which columns the blocks of a run have.
 *
 * @param features bias counted
 * @param target what is behind them
 */
record Columns(int features, Target target) {
  /** What is behind the features. */
  enum Target {
    /** Nothing. */
    NONE,
    /** A target, which products count with the public weight -1. */
    SUBTRACTED,
    /** Perhaps a target, which counts for nothing. */
    IGNORED
  }

  static Columns of(RunPlan plan) {
    Target target =
        switch (plan.training().task()) {
          case LOGISTIC -> Target.NONE;
          case LINEAR -> Target.SUBTRACTED;
          case POWER_ITERATION -> Target.IGNORED;
          case EVALUATION ->
              plan.training().sigmoid().isPresent() ? Target.NONE : Target.SUBTRACTED;
        };
    return new Columns(plan.training().features(), target);
  }

  /** How many of a block's columns count. */
  int counted() {
    return target == Target.SUBTRACTED ? features + 1 : features;
  }

  /** Whether a block may have so many. */
  boolean allow(int columns) {
    return columns == counted() || target == Target.IGNORED && columns == features + 1;
  }
}
