package dev.lineal.jobs.estimate;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.SigmoidOptions;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.plan.WeightsOption;
import dev.lineal.lineage.manifest.Factor;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal estimate}: what a run would take, by the model of docs/scale.md. */
@Command(
    name = "estimate",
    description = "Bytes, operations, memory and time of a run, before there is one.")
public final class EstimateCommand extends JobCommand {
  private static final Factor PENALTY = new Factor(0, 0);
  private static final long MOST_BLOCKS = 1L << 20;

  @Option(names = "--rows", required = true, description = "Of all owners together.")
  private long rows;

  @Option(names = "--features", required = true, description = "That vary; the bias is added.")
  private int features;

  @Option(names = "--owners", required = true, description = "With equal parts of the rows.")
  private int owners;

  @Option(names = "--iterations", required = true, description = "Of the training.")
  private int iterations;

  @Option(names = "--task", defaultValue = "logistic", description = "logistic or linear.")
  private String task;

  @Mixin private SigmoidOptions sigmoid;

  @Mixin private WeightsOption weightsOption;

  @Option(names = "--parameter-set", defaultValue = "STUDY_13", description = "Of the study.")
  private String set;

  @Option(names = "--cores", defaultValue = "2", description = "Of each machine.")
  private int cores;

  @Option(names = "--executors", defaultValue = "1", description = "More need --network-mbit.")
  private int executors;

  @Option(
      names = "--network-mbit",
      description = "Every machine's line. Without it all parties share one machine.")
  private Double networkMbit;

  @Option(names = "--round-trip-ms", defaultValue = "0", description = "Cluster to owners.")
  private double roundTripMs;

  @Option(names = "--trust-cluster", description = "Owners do not check: no evidence is sent.")
  private boolean trustCluster;

  @Override
  protected String schema() {
    return "lineal.estimate/1";
  }

  @Override
  protected Action<?> action() {
    require(owners >= 2, "--owners is " + owners, "Give 2 or more");
    require(rows >= owners, "--rows is " + rows, "Give a row per owner or more");
    require(features >= 1 && features < 1 << 20, "--features is " + features, "Give 1 to 1048575");
    require(
        iterations >= 1 && iterations <= 10_000,
        "--iterations is " + iterations,
        "Give 1 to 10000");
    HeParameters parameters = parameters();
    require(
        rows / parameters.slots() + owners <= MOST_BLOCKS,
        "--rows is %d, more than %d blocks".formatted(rows, MOST_BLOCKS),
        "Give fewer");
    return new Estimate(
        new Workload(plan(parameters), rows, owners),
        deployment(),
        trustCluster ? Trust.CLUSTER : Trust.NOBODY);
  }

  private Deployment deployment() {
    require(cores >= 1, "--cores is " + cores, "Give 1 or more");
    require(executors >= 1, "--executors is " + executors, "Give 1 or more");
    require(roundTripMs >= 0, "--round-trip-ms is " + roundTripMs, "Give 0 or more");
    require(
        networkMbit == null || networkMbit > 0, "--network-mbit is " + networkMbit, "Give more");
    require(
        networkMbit != null || executors == 1,
        "%d executors have no --network-mbit between them".formatted(executors),
        "Give the line of each machine");
    return new Deployment(
        executors,
        cores,
        networkMbit == null ? OptionalDouble.empty() : OptionalDouble.of(networkMbit),
        roundTripMs);
  }

  private HeParameters parameters() {
    try {
      return HeParameters.named(set);
    } catch (IllegalArgumentException e) {
      throw JobErrors.usage(e.getMessage(), "Give one of these as --parameter-set.");
    }
  }

  private TaskPlan plan(HeParameters parameters) {
    int weights = features + 1;
    return switch (task) {
      case "logistic" ->
          new LogisticPlan(
              parameters,
              LogisticPlan.training(
                  weights, iterations, StepSize.bound(weights), PENALTY, sigmoid.activation()),
              rows,
              0,
              weightsOption.form());
      case "linear" -> {
        require(
            weightsOption.form() == WeightForm.ENCRYPTED,
            "--weights is shared of a regression",
            "Only classifications can share weights");
        yield new LinearPlan(
            parameters,
            LinearPlan.training(weights, iterations, LinearPlan.bound(weights, PENALTY), PENALTY),
            rows);
      }
      default -> throw JobErrors.usage("--task is '" + task + "'.", "Give logistic or linear.");
    };
  }

  private static void require(boolean holds, String problem, String action) {
    if (!holds) {
      throw JobErrors.usage(problem + ".", action + ".");
    }
  }
}
