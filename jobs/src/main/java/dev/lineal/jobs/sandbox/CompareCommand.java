package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code compare}: what an encrypted training cost in quality, where the rows are public. */
@Command(
    name = "compare",
    description = "A released model beside the same algorithm in the clear, and beside MLlib.")
public final class CompareCommand extends JobCommand {
  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Option(names = "--train", required = true, description = "CSV of all owners' rows.")
  private Path train;

  @Option(names = "--test", required = true, description = "CSV of held-out rows.")
  private Path test;

  @Option(names = "--model", required = true, description = "Folder of the released model.")
  private Path model;

  @Override
  protected String schema() {
    return "lineal.compare/1";
  }

  @Override
  protected Action<?> action() {
    return new CompareModels(
        SparkJobs.session("compare"),
        SignedPlanFile.read(plan).plan(),
        new Catalogue(StudyOwners.read(study), Patience.DEFAULT).moments(),
        train,
        test,
        model);
  }
}
