package dev.lineal.jobs.sandbox;

import picocli.CommandLine.Command;

/** {@code lineal bench ...} of this module. */
@Command(
    name = "bench",
    description = "How long things take on this machine.",
    subcommands = BenchTrainCommand.class)
public final class BenchCommand {}
