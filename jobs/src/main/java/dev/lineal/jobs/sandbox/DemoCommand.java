package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.data.PublicDataSet;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal demo}. */
@Command(
    name = "demo",
    description = "From raw rows of three owners to an anchored, verified model, on this machine.")
public final class DemoCommand extends JobCommand {
  @Option(
      names = "--dir",
      defaultValue = "lineal-demo",
      description = "Everything lies here; a second run finds the owners as they are.")
  private Path dir;

  @Option(
      names = "--serve",
      description = "Leave the owners' agents running; demo --stop ends them.")
  private boolean serve;

  @Option(names = "--stop", description = "Stop what demo --serve left running.")
  private boolean stop;

  @Option(names = "--no-chain", description = "Grants in a signed file; nothing is anchored.")
  private boolean noChain;

  @Option(names = "--data", defaultValue = "breast-cancer", description = "A public data set.")
  private String data;

  @Option(names = "--owners", defaultValue = "3", description = "Number of data owners.")
  private int owners;

  @Option(names = "--iterations", defaultValue = "32", description = "Of the training.")
  private int iterations;

  @Option(names = "--master", defaultValue = "local[*]", description = "For spark-submit.")
  private String master;

  @Override
  protected String schema() {
    return "lineal.demo/1";
  }

  @Override
  protected Action<?> action() {
    SandboxFolder folder = new SandboxFolder(dir.toAbsolutePath());
    if (stop) {
      return new StopDemo(new LeftRunning(folder.left()));
    }
    return new Demo(
        Programs.installed(),
        folder,
        PublicDataSet.named(data),
        owners,
        iterations,
        master,
        serve ? Demo.AgentsAfterwards.LEFT_RUNNING : Demo.AgentsAfterwards.STOPPED,
        noChain ? SandboxGrants.IN_FILE : SandboxGrants.ON_CHAIN,
        people()::println);
  }
}
