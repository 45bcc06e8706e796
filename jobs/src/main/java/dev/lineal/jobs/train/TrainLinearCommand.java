package dev.lineal.jobs.train;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.lineage.manifest.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train-linear}; a run that was killed is resumed by the same command. */
@Command(
    name = "train-linear",
    description = "Ridge regression on encrypted columns under a signed plan.")
public final class TrainLinearCommand extends JobCommand {
  @Mixin private RunOptions options;

  @Option(names = "--checkpoint-every", defaultValue = "32", description = "Iterations.")
  private int every;

  @Override
  protected String schema() {
    return "lineal.train-linear/1";
  }

  @Override
  protected Action<?> action() {
    return new TrainLinear(options.run("train-linear", Task.LINEAR), every, System.err::println);
  }
}
