package dev.lineal.lineage.cli;

import picocli.CommandLine.Command;

/** {@code lineal chain ...}. */
@Command(
    name = "chain",
    description = "A development chain, and the contracts on any chain.",
    subcommands = {ChainDevCommand.class, ChainDeployCommand.class, ChainDatasetsCommand.class})
public final class ChainCommand {}
