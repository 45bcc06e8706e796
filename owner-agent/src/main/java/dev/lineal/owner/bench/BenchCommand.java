package dev.lineal.owner.bench;

import picocli.CommandLine.Command;

/** {@code lineal bench ...}. */
@Command(
    name = "bench",
    description = "Measures Lineal on this machine.",
    subcommands = {KernelBenchCommand.class, PeersBenchCommand.class})
public final class BenchCommand {}
