package dev.lineal.jobs.plan;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.LogisticRounds;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exact numbers of a logistic run. Source: docs/protocol.md, one iteration.
 *
 * @param parameters of the study
 * @param training of the plan
 * @param rows real rows of all datasets
 * @param telemetry the last so many iterations release their mean squared margin
 * @param weights encrypted or shared
 */
public record LogisticPlan(
    HeParameters parameters, Training training, long rows, int telemetry, WeightForm weights)
    implements TaskPlan {
  /** Unless a plan asks for more. */
  public static final ActivationRounds DEFAULT = ActivationRounds.DEGREE_5;

  /** The name under which the model is released. */
  public static final String WEIGHTS = "weights";

  /** With encrypted weights. */
  public LogisticPlan(HeParameters parameters, Training training, long rows, int telemetry) {
    this(parameters, training, rows, telemetry, WeightForm.ENCRYPTED);
  }

  /** With encrypted weights, without telemetry. */
  public LogisticPlan(HeParameters parameters, Training training, long rows) {
    this(parameters, training, rows, 0);
  }

  /** Of a plan that was made by {@link #training} and {@link #encryption}. */
  public static LogisticPlan of(RunPlan plan) {
    int telemetry =
        plan.releases().stream()
            .filter(release -> release.name().equals(LogisticRounds.MARGIN))
            .mapToInt(Release::scalars)
            .sum();
    return new LogisticPlan(
        PlannedRounds.parameters(plan),
        plan.training(),
        PlannedRounds.rows(plan),
        telemetry,
        weights(plan));
  }

  /** How the weights of a planned run stand. */
  public static WeightForm weights(RunPlan plan) {
    return plan.sharesWeights() ? WeightForm.SHARED : WeightForm.ENCRYPTED;
  }

  /**
   * What a plan says of the algorithm.
   *
   * @param features bias counted
   * @param l2 weight of the penalty, 0 or more
   */
  public static Training training(int features, int iterations, Factor step, Factor l2) {
    return training(features, iterations, step, l2, DEFAULT);
  }

  /** With an activation. */
  public static Training training(
      int features, int iterations, Factor step, Factor l2, ActivationRounds activation) {
    return new Training(
        Task.LOGISTIC,
        features,
        iterations,
        Optional.of(sigmoid(activation)),
        step,
        l2,
        PlannedRounds.nesterov(iterations));
  }

  static Sigmoid sigmoid(ActivationRounds activation) {
    return new Sigmoid(activation.degree(), activation.interval());
  }

  /** The polynomial of its plan. */
  public ActivationRounds activation() {
    return ActivationRounds.ofDegree(training.sigmoid().orElseThrow().degree());
  }

  @Override
  public TaskRounds rounds() {
    return new LogisticRounds(
        PlannedRounds.size(parameters, training, rows),
        PlannedRounds.steps(training),
        activation(),
        telemetry,
        weights);
  }

  @Override
  public List<Release> releases() {
    List<Release> releases = new ArrayList<>();
    releases.add(new Release(WEIGHTS, training.features()));
    if (telemetry > 0) {
      releases.add(new Release(LogisticRounds.MARGIN, telemetry));
    }
    return releases;
  }

  /** lr. */
  public double rate() {
    return PlannedRounds.point(training.step()).toDouble();
  }
}
