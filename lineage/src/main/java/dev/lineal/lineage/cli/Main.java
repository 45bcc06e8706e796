package dev.lineal.lineage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What trainers and auditors type: {@code lineal trainer}. */
@Command(
    name = "lineal",
    description = "Lineage: licences, manifests and the chain.",
    subcommands = TrainerCommand.class)
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
