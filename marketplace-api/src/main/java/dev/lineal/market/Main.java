package dev.lineal.market;

import dev.lineal.lineage.report.ExitCode;
import dev.lineal.market.cli.MarketCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The marketplace; {@code bin/lineal} starts it. */
@Command(name = "lineal", subcommands = MarketCommand.class)
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command; its exit code. */
  public static int run(String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          command.getErr().println("lineal: " + e.getMessage());
          return ExitCode.INTERNAL.number();
        });
    return line.execute(arguments);
  }
}
