package dev.lineal.lineage.cli;

import picocli.CommandLine.Command;

/** {@code lineal model ...}. */
@Command(
    name = "model",
    description = "Models on chain: who made them, what they cost, who is paid.",
    subcommands = {ModelListCommand.class, ModelGetCommand.class, ModelPayCommand.class})
public final class ModelCommand {}
