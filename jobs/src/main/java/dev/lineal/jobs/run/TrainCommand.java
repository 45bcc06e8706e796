package dev.lineal.jobs.run;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.TrainerOptions;
import dev.lineal.jobs.publish.ModelCard;
import dev.lineal.jobs.publish.Publish;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.RunOptions;
import dev.lineal.jobs.train.TrainLinear;
import dev.lineal.jobs.train.TrainLogistic;
import dev.lineal.jobs.train.Trained;
import dev.lineal.lineage.manifest.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal train}: ingest, training and publish of one plan. */
@Command(
    name = "train",
    description = "Runs a signed plan from its sessions to the saved model; goes on where it was.")
public final class TrainCommand extends JobCommand {
  @Mixin private TrainerOptions trainer;

  @Mixin private RunOptions options;

  @Mixin private ModelCard card;

  @Option(names = "--checkpoint-every", defaultValue = "8", description = "Iterations.")
  private int every;

  @Override
  protected String schema() {
    return "lineal.train/1";
  }

  @Override
  protected Action<?> action() {
    PlannedRun run = options.run("train", Task.LOGISTIC, Task.LINEAR);
    Action<Trained> train =
        run.plan().training().task() == Task.LINEAR
            ? new TrainLinear(run, every, System.err::println)
            : new TrainLogistic(run, every, System.err::println);
    return new TrainModel(run, train, new Publish(run, options.study(), trainer.open(), card));
  }
}
