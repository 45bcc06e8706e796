package dev.lineal.lineage.cli;

import picocli.CommandLine.Command;

/** {@code lineal licence ...}. */
@Command(
    name = "licence",
    description = "Grants to train on datasets.",
    subcommands = {LicenceBuyCommand.class, LicenceListCommand.class})
public final class LicenceCommand {}
