package dev.lineal.owner.cli;

import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.ChainLicenceLedger;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.LicenceLedger;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where grants are kept; a group of which one is named. */
final class LedgerOptions {
  @Option(names = "--ledger", required = true, description = "File of signed grants.")
  private Path file;

  @Option(
      names = "--chain",
      required = true,
      description = "File of the contracts' addresses: grants are those of its market.")
  private Path chain;

  LicenceLedger open() {
    return file == null
        ? new ChainLicenceLedger(LinealChain.open(Deployment.read(chain)))
        : FileLedger.at(file, SigningDomain.OFFLINE);
  }
}
