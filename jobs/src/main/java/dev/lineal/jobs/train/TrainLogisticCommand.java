package dev.lineal.jobs.train;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train-logistic}; a run that was killed is resumed by the same command. */
@Command(
    name = "train-logistic",
    aliases = "resume",
    description = "Trains on encrypted columns under a signed plan, or goes on where it was.")
public final class TrainLogisticCommand extends JobCommand {
  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Option(names = "--store", required = true, description = "Folder of the Delta tables.")
  private String store;

  @Option(names = "--checkpoint-every", defaultValue = "8", description = "Iterations.")
  private int every;

  @Option(
      names = "--cache-mib",
      defaultValue = "4096",
      description = "Native memory per executor for unpacked blocks.")
  private long cacheMib;

  @Override
  protected String schema() {
    return "lineal.train-logistic/1";
  }

  @Override
  protected Action<?> action() {
    return new TrainLogistic(
        SparkJobs.session("train-logistic"),
        SignedPlanFile.read(plan),
        StudyOwners.addresses(StudyOwners.read(study)),
        store,
        every,
        cacheMib << 20,
        Patience.DEFAULT,
        System.err::println);
  }
}
