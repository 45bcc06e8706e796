package dev.lineal.owner;

import dev.lineal.owner.cli.BackupCommand;
import dev.lineal.owner.cli.EncryptCommand;
import dev.lineal.owner.cli.InitCommand;
import dev.lineal.owner.cli.JoinCommand;
import dev.lineal.owner.cli.RestoreCommand;
import dev.lineal.owner.cli.ServeCommand;
import picocli.CommandLine.Command;

/** {@code lineal owner ...}. */
@Command(
    name = "owner",
    description = "The data owner's side.",
    subcommands = {
      InitCommand.class,
      JoinCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      EncryptCommand.class,
      ServeCommand.class,
    })
final class OwnerCommand {}
