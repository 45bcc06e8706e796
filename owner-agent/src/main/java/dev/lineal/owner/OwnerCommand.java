package dev.lineal.owner;

import dev.lineal.owner.cli.AccessCommand;
import dev.lineal.owner.cli.BackupCommand;
import dev.lineal.owner.cli.ClaimCommand;
import dev.lineal.owner.cli.EarningsCommand;
import dev.lineal.owner.cli.EncryptCommand;
import dev.lineal.owner.cli.EvidenceCommand;
import dev.lineal.owner.cli.GrantCommand;
import dev.lineal.owner.cli.GrantFileCommand;
import dev.lineal.owner.cli.InitCommand;
import dev.lineal.owner.cli.JoinCommand;
import dev.lineal.owner.cli.RegisterCommand;
import dev.lineal.owner.cli.RestoreCommand;
import dev.lineal.owner.cli.ReviewCommand;
import dev.lineal.owner.cli.RevokeCommand;
import dev.lineal.owner.cli.ServeCommand;
import dev.lineal.owner.cli.TermsCommand;
import dev.lineal.owner.cli.TranscriptCommand;
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
      GrantFileCommand.class,
      ServeCommand.class,
      TranscriptCommand.class,
      ReviewCommand.class,
      EvidenceCommand.class,
      RegisterCommand.class,
      TermsCommand.class,
      GrantCommand.class,
      AccessCommand.class,
      RevokeCommand.class,
      EarningsCommand.class,
      ClaimCommand.class,
    })
final class OwnerCommand {}
