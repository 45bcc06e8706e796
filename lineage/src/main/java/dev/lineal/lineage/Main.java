package dev.lineal.lineage;

import dev.lineal.lineage.cli.ChainCommand;
import dev.lineal.lineage.cli.LicenceCommand;
import dev.lineal.lineage.cli.LineageViewCommand;
import dev.lineal.lineage.cli.ModelCommand;
import dev.lineal.lineage.cli.TrainerCommand;
import dev.lineal.lineage.cli.VerifyCommand;
import dev.lineal.lineage.report.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Licences, models and the chain; {@code bin/lineal} starts it. */
@Command(
    name = "lineal",
    subcommands = {
      ChainCommand.class,
      LicenceCommand.class,
      ModelCommand.class,
      TrainerCommand.class,
      VerifyCommand.class,
      LineageViewCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command; its exit code. */
  public static int run(String... arguments) {
    CommandLine line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          command.getErr().println("lineal: " + e.getMessage());
          return ExitCode.INTERNAL.number();
        });
    return line.execute(arguments);
  }
}
