package dev.lineal.jobs.publish;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.TrainerOptions;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code publish}: the model of a finished run. */
@Command(name = "publish", description = "Collects the owners' releases and saves the model.")
public final class PublishCommand extends JobCommand {
  @Mixin private TrainerOptions trainer;

  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Option(names = "--store", required = true, description = "Folder of the Delta tables.")
  private String store;

  @Option(names = "--model", required = true, description = "Folder of the model to write.")
  private Path model;

  @Override
  protected String schema() {
    return "lineal.publish/1";
  }

  @Override
  protected Action<?> action() {
    return new Publish(
        SparkJobs.session("publish"),
        SignedPlanFile.read(plan),
        StudyOwners.read(study),
        store,
        trainer.open().sealing(),
        model);
  }
}
