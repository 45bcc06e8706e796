package dev.lineal.jobs.audit;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.plan.SignedPlanFile;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}. */
@Command(
    name = "audit",
    description =
        "Replays steps of a run, chosen at random, from shards and refreshed values, and compares"
            + " what the cluster recorded. Asks no owner.")
public final class AuditCommand extends JobCommand {
  @Option(names = "--plan", required = true, description = "Signed plan of the run.")
  private Path plan;

  @Option(names = "--store", required = true, description = "Folder of the Delta tables.")
  private String store;

  @Option(names = "--sample", defaultValue = "10", description = "Steps to replay.")
  private int sample;

  @Option(names = "--seed", description = "Chooses the same steps again; else at random.")
  private Long seed;

  @Override
  protected String schema() {
    return "lineal.audit/1";
  }

  @Override
  protected Action<?> action() {
    if (sample < 1) {
      throw JobErrors.usage("A sample of " + sample + " steps shows nothing.", "Give 1 or more.");
    }
    return new Audit(
        SparkJobs.session("audit"),
        SignedPlanFile.read(plan).plan(),
        store,
        sample,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }
}
