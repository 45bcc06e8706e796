package dev.lineal.jobs.train;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.lineage.manifest.Task;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code iterate-power}. */
@Command(
    name = "iterate-power",
    description = "Measures how large a training's step may be, under a signed plan of its own.")
public final class IteratePowerCommand extends JobCommand {
  @Mixin private RunOptions options;

  @Option(names = "--out", required = true, description = "File to write, for --curvature.")
  private Path out;

  @Override
  protected String schema() {
    return "lineal.iterate-power/1";
  }

  @Override
  protected Action<?> action() {
    PlannedRun run = options.run("iterate-power", Task.POWER_ITERATION);
    return new IteratePower(run, out, System.err::println);
  }
}
