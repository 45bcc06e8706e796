package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import java.util.Optional;

/**
 * The algorithm of a run: full-batch accelerated gradient descent.
 *
 * @param task what is fitted
 * @param features columns of a block that carry a weight, bias counted
 * @param iterations 1 .. {@value #MAX_ITERATIONS}
 * @param sigmoid for {@link Task#LOGISTIC} and evaluations of such models, and only there
 * @param step learning rate, more than 0
 * @param l2 weight of the penalty, 0 or more; the bias is not regularised
 * @param eta momentum, one per iteration
 */
public record Training(
    Task task,
    int features,
    int iterations,
    Optional<Sigmoid> sigmoid,
    Factor step,
    Factor l2,
    Momentum eta) {
  /** No run has more iterations. */
  public static final int MAX_ITERATIONS = 10_000;

  public Training {
    Require.present("task", task);
    Require.range("features", features, 1, Shard.MAX_COLUMNS);
    Require.range("iterations", iterations, 1, MAX_ITERATIONS);
    boolean fits = task == Task.EVALUATION || sigmoid.isPresent() == (task == Task.LOGISTIC);
    if (!fits) {
      throw new IllegalArgumentException(
          "sigmoid: belongs to logistic runs and to no others, but task is " + task.text());
    }
    Require.range("step/numerator", step.numerator(), 1, Require.MAX_JSON_INTEGER);
    Require.range("l2/numerator", l2.numerator(), 0, Require.MAX_JSON_INTEGER);
    Require.range("eta/numerators length", eta.numerators().size(), iterations, iterations);
  }

  /** R: weights are held as w / R. */
  public int interval() {
    return sigmoid.map(Sigmoid::interval).orElse(1);
  }
}
