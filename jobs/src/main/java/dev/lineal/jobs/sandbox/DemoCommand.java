package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.data.PublicDataSet;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(names = "--stop", description = "Stop what demo --serve left running.")
  private boolean stop;

  @Option(names = "--data", defaultValue = "breast-cancer", description = "A public data set.")
  private String data;

  @Mixin private SandboxOptions options;

  @Override
  protected String schema() {
    return "lineal.demo/1";
  }

  @Override
  protected Action<?> action() {
    if (stop) {
      return new StopDemo(new LeftRunning(new SandboxFolder(dir.toAbsolutePath()).left()));
    }
    PublicDataSet set = PublicDataSet.named(data);
    return options.demo(dir, () -> SandboxData.of(set), StepConsole.on(people()));
  }
}
