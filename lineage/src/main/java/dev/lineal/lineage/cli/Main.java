package dev.lineal.lineage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What trainers and auditors type: {@code lineal trainer|verify|lineage}. */
@Command(
    name = "lineal",
    description = "Lineage: licences, manifests and the chain.",
    subcommands = {TrainerCommand.class, VerifyCommand.class, LineageViewCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command; its exit code. */
  public static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }
}
