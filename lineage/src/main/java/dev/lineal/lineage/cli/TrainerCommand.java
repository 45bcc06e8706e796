package dev.lineal.lineage.cli;

import picocli.CommandLine.Command;

/** {@code lineal trainer ...}. */
@Command(
    name = "trainer",
    description = "The trainer's side.",
    subcommands = TrainerInitCommand.class)
public final class TrainerCommand {}
