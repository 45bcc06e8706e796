package dev.lineal.jobs.grants;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.LinealChain;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where grants are. */
public final class GrantOptions {
  @Option(names = "--ledger", description = "File of signed grants.")
  private Path file;

  @Option(
      names = "--chain",
      description = "File of the contracts' addresses: grants are those of its market.")
  private Path chain;

  @Option(names = "--node", description = "Another node of that chain, http://HOST:PORT.")
  private URI node;

  /** Opens the chain, where one is named. */
  public RunGrants open() {
    if (file != null && chain != null) {
      throw JobErrors.usage(
          "Grants are in a file or on a chain.", "Give one of --ledger and --chain.");
    }
    return new RunGrants(Optional.ofNullable(file), Optional.ofNullable(chain).map(this::chain));
  }

  private LinealChain chain(Path deployment) {
    Deployment named = Deployment.read(deployment);
    return LinealChain.open(node == null ? named : named.at(node));
  }
}
