package dev.lineal.jobs.run;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.TrainerOptions;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.jobs.publish.Publish;
import dev.lineal.jobs.train.TrainLogistic;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.study.Study;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal train}: ingest, training and publish of one plan. */
@Command(
    name = "train",
    description = "Runs a signed plan from its sessions to the saved model; goes on where it was.")
public final class TrainCommand extends JobCommand {
  @Mixin private TrainerOptions trainer;

  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Option(names = "--store", required = true, description = "Folder of the Delta tables.")
  private String store;

  @Option(names = "--model", required = true, description = "Folder of the model to write.")
  private Path model;

  @Option(names = "--checkpoint-every", defaultValue = "8", description = "Iterations.")
  private int every;

  @Option(
      names = "--cache-mib",
      defaultValue = "4096",
      description = "Native memory per executor for unpacked blocks.")
  private long cacheMib;

  @Override
  protected String schema() {
    return "lineal.train/1";
  }

  @Override
  protected Action<?> action() {
    Study owners = StudyOwners.read(study);
    SignedRunPlan signed = SignedPlanFile.read(plan);
    SparkSession spark = SparkJobs.session("train");
    TrainLogistic train =
        new TrainLogistic(
            spark,
            signed,
            StudyOwners.addresses(owners),
            store,
            every,
            cacheMib << 20,
            Patience.DEFAULT,
            System.err::println);
    return new TrainModel(
        train, new Publish(spark, signed, owners, store, trainer.open().sealing(), model));
  }
}
