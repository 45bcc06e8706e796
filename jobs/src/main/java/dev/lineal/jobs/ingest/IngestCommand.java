package dev.lineal.jobs.ingest;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.grants.GrantOptions;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.lineage.study.Study;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingest}: a plan's datasets from their owners into Delta. */
@Command(
    name = "ingest",
    description = "Pulls the datasets of a plan from their owners, each shard checked, into Delta.")
public final class IngestCommand extends JobCommand {
  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Option(names = "--store", required = true, description = "Folder of the Delta tables.")
  private String store;

  @Mixin private GrantOptions grants;

  @Override
  protected String schema() {
    return "lineal.ingest/1";
  }

  @Override
  protected Action<?> action() {
    Study read = StudyOwners.read(study);
    return new Ingest(
        DatasetSource.of(SignedPlanFile.read(plan).plan(), StudyOwners.addresses(read)),
        new ColumnStore(SparkJobs.session("ingest"), store),
        Patience.DEFAULT,
        grants.open().requireOf(read));
  }
}
