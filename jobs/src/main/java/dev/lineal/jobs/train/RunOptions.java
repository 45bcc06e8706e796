package dev.lineal.jobs.train;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.OwnerOption;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command says of its planned run. */
public final class RunOptions {
  private static final String DOCUMENT = "curvature evidence";

  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @Option(
      names = "--owner",
      required = true,
      description = "NAME=URL, once per owner, in the plan's order.")
  private List<String> owners;

  @Option(names = "--store", required = true, description = "Folder of the Delta tables.")
  private String store;

  @Option(
      names = "--curvature",
      description = "File that iterate-power wrote, where the plan's step stands on it.")
  private Path curvature;

  @Option(
      names = "--cache-mib",
      defaultValue = "4096",
      description = "Native memory per executor for unpacked blocks.")
  private long cacheMib;

  /**
   * The run.
   *
   * @param name of the Spark application
   * @throws dev.lineal.jobs.JobException when the plan is of none of these tasks
   */
  public PlannedRun run(String name, Task... tasks) {
    SignedRunPlan signed = SignedPlanFile.read(plan);
    List<OwnerAddress> addresses = owners.stream().map(OwnerOption::parse).toList();
    if (addresses.size() != signed.plan().datasets().size()) {
      throw JobErrors.usage(
          "The plan has %d datasets, and %d owners are named."
              .formatted(signed.plan().datasets().size(), addresses.size()),
          "Give --owner once per dataset, in the plan's order.");
    }
    Task task = signed.plan().training().task();
    if (!List.of(tasks).contains(task)) {
      throw JobErrors.usage(
          "The plan is of a %s run.".formatted(task.text()), "Use the command of that task.");
    }
    return new PlannedRun(
        SparkJobs.session(name),
        signed,
        addresses,
        store,
        cacheMib << 20,
        Patience.DEFAULT,
        Optional.ofNullable(curvature).map(RunOptions::read));
  }

  private static CurvatureEvidence read(Path file) {
    try {
      byte[] json = CanonicalJson.canonicalize(Files.readAllBytes(file), DOCUMENT);
      return CanonicalJson.parse(json, DOCUMENT).read(CurvatureEvidence::read);
    } catch (IOException e) {
      throw JobErrors.usage(file + " cannot be read.", "Make one with iterate-power.");
    }
  }
}
