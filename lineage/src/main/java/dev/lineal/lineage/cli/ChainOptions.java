package dev.lineal.lineage.cli;

import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.LinealChain;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which chain a command is about. */
public final class ChainOptions {
  @Option(
      names = "--chain",
      required = true,
      description = "File of the contracts' addresses, written by chain dev or chain deploy.")
  private Path deployment;

  @Option(names = "--node", description = "Another node of that chain, http://HOST:PORT.")
  private URI node;

  /** Opens it, after a look at whether the contracts are there. */
  public LinealChain open() {
    Deployment named = Deployment.read(deployment);
    return LinealChain.open(node == null ? named : named.at(node));
  }
}
