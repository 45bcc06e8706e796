package dev.lineal.jobs.publish;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.TrainerOptions;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.RunOptions;
import dev.lineal.lineage.manifest.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code publish}: the model of a finished run. */
@Command(name = "publish", description = "Collects the owners' releases and saves the model.")
public final class PublishCommand extends JobCommand {
  @Mixin private TrainerOptions trainer;

  @Mixin private RunOptions options;

  @Mixin private ModelCard card;

  @Override
  protected String schema() {
    return "lineal.publish/1";
  }

  @Override
  protected Action<?> action() {
    PlannedRun run = options.run("publish", Task.LOGISTIC, Task.LINEAR);
    return new Publish(run, options.study(), trainer.open(), card);
  }
}
