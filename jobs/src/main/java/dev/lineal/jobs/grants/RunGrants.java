package dev.lineal.jobs.grants;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.ChainLicenceLedger;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.LicenceLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run's grants are; both empty where a command was not told, and leaves the check to the
 * owners.
 *
 * @param file of signed lines
 * @param chain with the market that sold them
 */
public record RunGrants(Optional<Path> file, Optional<LinealChain> chain) {
  /** Nobody said. */
  public static final RunGrants UNSAID = new RunGrants(Optional.empty(), Optional.empty());

  /** Where wallets' signatures count. */
  public SigningDomain domain() {
    return chain.map(on -> on.deployment().domain()).orElse(SigningDomain.OFFLINE);
  }

  /**
   * The grants.
   *
   * @throws dev.lineal.jobs.JobException where nobody said
   */
  public LicenceLedger ledger() {
    return chain
        .<LicenceLedger>map(ChainLicenceLedger::new)
        .or(() -> file.map(lines -> FileLedger.at(lines, SigningDomain.OFFLINE)))
        .orElseThrow(RunGrants::unsaid);
  }

  /** The file's lines, for others to check; empty where grants are on a chain. */
  public Optional<byte[]> lines() {
    try {
      return chain.isEmpty() && file.isPresent()
          ? Optional.of(Files.readAllBytes(file.get()))
          : Optional.empty();
    } catch (IOException e) {
      throw JobErrors.usage(
          "The grants' file %s cannot be read.".formatted(file.get()),
          "Name the file with which the plan was made.");
    }
  }

  private static RuntimeException unsaid() {
    return JobErrors.usage(
        "The grants of the run are needed.",
        "Give --ledger FILE, or --chain FILE where they are on a chain.");
  }
}
