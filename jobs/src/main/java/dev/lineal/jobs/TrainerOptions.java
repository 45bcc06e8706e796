package dev.lineal.jobs;

import dev.lineal.lineage.trainer.Passphrases;
import dev.lineal.lineage.trainer.TrainerHome;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Where a trainer's home is and what opens it. */
public final class TrainerOptions {
  @Option(
      names = "--trainer",
      required = true,
      description = "The trainer's home, made by lineal trainer init.")
  private Path home;

  @Option(
      names = "--passphrase-file",
      description = "First line is the passphrase; else LINEAL_PASSPHRASE, else a prompt.")
  private Path passphraseFile;

  /** Opens the home; the caller closes it. */
  public TrainerHome open() {
    char[] passphrase = Passphrases.find(passphraseFile, home);
    try {
      return TrainerHome.open(home, passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }
}
