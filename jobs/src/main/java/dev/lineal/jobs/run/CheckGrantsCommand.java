package dev.lineal.jobs.run;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.TrainerOptions;
import dev.lineal.jobs.grants.GrantOptions;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check-grants}. */
@Command(
    name = "check-grants",
    description =
        "Checks a plan's signature and grants; on a chain, opens its run there, unless it is open.")
public final class CheckGrantsCommand extends JobCommand {
  @Mixin private TrainerOptions trainer;

  @Option(names = "--plan", required = true, description = "Signed plan.")
  private Path plan;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Mixin private GrantOptions grants;

  @Override
  protected String schema() {
    return "lineal.check-grants/1";
  }

  @Override
  protected Action<?> action() {
    return new CheckGrants(
        SignedPlanFile.read(plan), StudyOwners.read(study), grants.open(), trainer.open());
  }
}
