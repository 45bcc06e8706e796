package dev.lineal.lineage.manifest;

/** What a run computes; the written form is in documents, grants and signatures. */
public enum Task {
  /** Logistic regression: five rounds per iteration at degree 5. */
  LOGISTIC("logistic"),
  /** Linear regression: Gram matrix, then one trace refresh per step. */
  LINEAR("linear"),
  /** Power iteration: releases what bounds the step of a training. */
  POWER_ITERATION("power-iteration"),
  /** Metrics of encrypted weights on encrypted rows. */
  EVALUATION("evaluation");

  private final String text;

  Task(String text) {
    this.text = text;
  }

  /** Reads the written form; anything else is an {@link IllegalArgumentException}. */
  public static Task parse(String text) {
    return Choice.parse(values(), Task::text, text);
  }

  /** The written form. */
  public String text() {
    return text;
  }
}
