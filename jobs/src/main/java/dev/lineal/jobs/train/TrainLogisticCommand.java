package dev.lineal.jobs.train;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.lineage.manifest.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code train-logistic}; {@code resume} goes on with a run of either kind, which is what the first
 * command would do.
 */
@Command(
    name = "train-logistic",
    aliases = "resume",
    description = "Trains on encrypted columns under a signed plan, or goes on where it was.")
public final class TrainLogisticCommand extends JobCommand {
  @Mixin private RunOptions options;

  @Option(names = "--checkpoint-every", defaultValue = "8", description = "Iterations.")
  private int every;

  @Override
  protected String schema() {
    return "lineal.train-logistic/1";
  }

  @Override
  protected Action<?> action() {
    PlannedRun run = options.run("train-logistic", Task.LOGISTIC, Task.LINEAR);
    return run.plan().training().task() == Task.LINEAR
        ? new TrainLinear(run, every, System.err::println)
        : new TrainLogistic(run, every, System.err::println);
  }
}
