package dev.lineal.jobs.train;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.OwnerOption;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.lineage.manifest.SignedRunPlan;
import java.nio.file.Path;
import java.util.List;
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

  @Option(
      names = "--owner",
      required = true,
      description = "NAME=URL, once per owner, in the plan's order.")
  private List<String> owners;

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
    SignedRunPlan signed = SignedPlanFile.read(plan);
    List<OwnerAddress> addresses = owners.stream().map(OwnerOption::parse).toList();
    if (addresses.size() != signed.plan().datasets().size()) {
      throw JobErrors.usage(
          "The plan has %d datasets, and %d owners are named."
              .formatted(signed.plan().datasets().size(), addresses.size()),
          "Give --owner once per dataset, in the plan's order.");
    }
    return new TrainLogistic(
        SparkJobs.session("train-logistic"),
        signed,
        addresses,
        store,
        every,
        cacheMib << 20,
        Patience.DEFAULT,
        System.err::println);
  }
}
