package dev.lineal.jobs;

import dev.lineal.jobs.data.DataCommand;
import dev.lineal.jobs.estimate.EstimateCommand;
import dev.lineal.jobs.gpu.GpuCheckCommand;
import dev.lineal.jobs.plan.PlanCommand;
import dev.lineal.jobs.sandbox.BenchCommand;
import dev.lineal.jobs.sandbox.DemoCommand;
import dev.lineal.jobs.sandbox.SandboxCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What this module does without Spark on its class path: {@code java dev.lineal.jobs.LocalMain plan
 * ...}. Jobs are started from here as processes, never called.
 */
@Command(
    name = "lineal",
    description = "Plans and demonstrations.",
    subcommands = {
      DataCommand.class,
      PlanCommand.class,
      EstimateCommand.class,
      GpuCheckCommand.class,
      DemoCommand.class,
      SandboxCommand.class,
      BenchCommand.class
    })
public final class LocalMain {
  private LocalMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LocalMain()).execute(arguments));
  }
}
