package dev.lineal.owner;

import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.bench.BenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The data owner's side; {@code bin/lineal} starts it. */
@Command(
    name = "lineal",
    subcommands = {BenchCommand.class, OwnerCommand.class, StudyCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          command.getErr().println("lineal: " + e.getMessage());
          return ExitCode.INTERNAL.number();
        });
    System.exit(line.execute(arguments));
  }
}
