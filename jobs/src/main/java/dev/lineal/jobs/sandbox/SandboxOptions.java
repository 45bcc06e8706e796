package dev.lineal.jobs.sandbox;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.SigmoidOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a sandbox trains, whatever its rows. */
public final class SandboxOptions {
  @Option(
      names = "--serve",
      description = "Leave agents, chain and a page of it all running; demo --stop ends them.")
  private boolean serve;

  @Option(names = "--no-chain", description = "Grants in a signed file; nothing is anchored.")
  private boolean noChain;

  @Option(names = "--owners", defaultValue = "3", description = "Number of data owners.")
  private int owners;

  @Option(names = "--iterations", defaultValue = "32", description = "Of the training.")
  private int iterations;

  @Mixin private SigmoidOptions sigmoid;

  @Option(names = "--l2", defaultValue = "0.01", description = "Weight of the penalty, 0 or more.")
  private BigDecimal l2;

  @Option(names = "--master", defaultValue = "local[*]", description = "For spark-submit.")
  private String master;

  int owners() {
    return owners;
  }

  Demo demo(Path dir, Supplier<SandboxData> data, StepConsole console) {
    BigDecimal weight = penalty();
    ActivationRounds activation = sigmoid.activation();
    return new Demo(
        Programs.installed(),
        new SandboxFolder(dir.toAbsolutePath()),
        data,
        owners,
        iterations,
        activation,
        weight,
        master,
        serve ? Demo.AgentsAfterwards.LEFT_RUNNING : Demo.AgentsAfterwards.STOPPED,
        noChain ? SandboxGrants.IN_FILE : SandboxGrants.ON_CHAIN,
        console);
  }

  /** Wrong ones are refused here: the plan is made minutes later. */
  private BigDecimal penalty() {
    if (l2.signum() < 0 || l2.compareTo(BigDecimal.TEN) > 0) {
      throw JobErrors.usage("--l2 is " + l2 + ".", "Give 0 to 10.");
    }
    return l2;
  }
}
