package dev.lineal.owner.cli;

import dev.lineal.owner.home.GuessCost;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where an owner's home is and what opens it. */
public final class HomeOptions {
  @Option(
      names = "--home",
      required = true,
      description = "The owner's home, a directory that only you can read.")
  private Path home;

  @Option(
      names = "--passphrase-file",
      description = "First line is the passphrase; else LINEAL_PASSPHRASE, else a prompt.")
  private Path passphraseFile;

  @Option(names = "--insecure-test-parameters", hidden = true)
  private boolean insecure;

  public Path home() {
    return home;
  }

  public Passphrase passphrase() {
    return Passphrase.find(passphraseFile);
  }

  /** Opens the home. */
  public OwnerHome open() {
    try (Passphrase passphrase = passphrase()) {
      return OwnerHome.open(home, passphrase);
    }
  }

  GuessCost cost() {
    return insecure ? GuessCost.INSECURE_TEST : GuessCost.STANDARD;
  }

  /** Whether this is a test that may use sets which protect nothing. */
  public boolean insecureTest() {
    return insecure;
  }
}
