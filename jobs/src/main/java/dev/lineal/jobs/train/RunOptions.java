package dev.lineal.jobs.train;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.grants.GrantOptions;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.OwnerOption;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What every command says of its planned run. */
public final class RunOptions {
  private static final String DOCUMENT = "curvature evidence";

  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @ArgGroup(multiplicity = "1")
  private Owners owners;

  @Option(names = "--store", required = true, description = "Folder of the Delta tables.")
  private String store;

  @ArgGroup(exclusive = false)
  private GrantOptions grants = new GrantOptions();

  @Option(
      names = "--curvature",
      description = "File that iterate-power wrote, where the plan's step stands on it.")
  private Path curvature;

  @Option(
      names = "--cache-mib",
      defaultValue = "4096",
      description = "Native memory per executor for unpacked blocks.")
  private long cacheMib;

  /** Where the owners are. */
  static final class Owners {
    @Option(names = "--study", description = "The study's file.")
    private Path study;

    @Option(names = "--owner", description = "NAME=URL, once per owner, in the plan's order.")
    private List<String> named;

    private List<OwnerAddress> addresses() {
      return study == null
          ? named.stream().map(OwnerOption::parse).toList()
          : StudyOwners.addresses(StudyOwners.read(study));
    }
  }

  /**
   * The run.
   *
   * @param name of the Spark application
   * @throws dev.lineal.jobs.JobException when the plan is of none of these tasks
   */
  public PlannedRun run(String name, Task... tasks) {
    SignedRunPlan signed = SignedPlanFile.read(plan);
    Task task = signed.plan().training().task();
    if (!List.of(tasks).contains(task)) {
      throw JobErrors.usage(
          "The plan is of a %s run.".formatted(task.text()), "Use the command of that task.");
    }
    return new PlannedRun(
        SparkJobs.session(name),
        signed,
        owners.addresses(),
        store,
        cacheMib << 20,
        Patience.DEFAULT,
        Optional.ofNullable(curvature).map(RunOptions::read),
        grants.open());
  }

  /**
   * The study, for commands that need more of it than its addresses.
   *
   * @throws dev.lineal.jobs.JobException when it was not named
   */
  public Study study() {
    if (owners.study == null) {
      throw JobErrors.usage("This command needs --study.", "Name the study.json of the owners.");
    }
    return StudyOwners.read(owners.study);
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
