package dev.lineal.market.cli;

import picocli.CommandLine.Command;

/** {@code lineal market}. */
@Command(name = "market", description = "The marketplace.", subcommands = ServeCommand.class)
public final class MarketCommand {}
