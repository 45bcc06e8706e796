package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.plan.SigmoidOptions;
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

  @Option(names = "--master", defaultValue = "local[*]", description = "For spark-submit.")
  private String master;

  int owners() {
    return owners;
  }

  Demo demo(Path dir, Supplier<SandboxData> data, StepConsole console) {
    return new Demo(
        Programs.installed(),
        new SandboxFolder(dir.toAbsolutePath()),
        data,
        owners,
        iterations,
        sigmoid.activation(),
        master,
        serve ? Demo.AgentsAfterwards.LEFT_RUNNING : Demo.AgentsAfterwards.STOPPED,
        noChain ? SandboxGrants.IN_FILE : SandboxGrants.ON_CHAIN,
        console);
  }
}
