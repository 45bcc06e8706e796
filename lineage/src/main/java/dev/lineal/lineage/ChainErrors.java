package dev.lineal.lineage;

import dev.lineal.lineage.LineageException.Kind;
import java.nio.file.Path;

/** Every error of the chain that a user reads: the problem, why, and what to do. */
public final class ChainErrors {
  private ChainErrors() {}

  /** A node that does not answer. */
  public static LineageException nodeUnavailable(String url, Exception cause) {
    String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new LineageException(
        Kind.UNAVAILABLE,
        "chain.node",
        "The chain's node at %s does not answer (%s).".formatted(url, why),
        "Check the address and that the node runs (lineal chain dev starts one), then try again.",
        cause);
  }

  /** A node that answers with an error of its own. */
  public static LineageException nodeRefused(String url, String method, String message) {
    return error(
        Kind.UNAVAILABLE,
        "chain.node",
        "The chain's node at %s refused %s: %s.".formatted(url, method, message),
        "Use a node that offers Ethereum's JSON-RPC.");
  }

  /** A node of another chain than the deployment's. */
  public static LineageException wrongChain(String url, long expected, long actual) {
    return error(
        Kind.BAD_INPUT,
        "chain.wrong_chain",
        "The node at %s is of chain %d, the contracts are on chain %d."
            .formatted(url, actual, expected),
        "Name a node of chain %d.".formatted(expected));
  }

  /** An address without the code that should be there. */
  public static LineageException noContract(String name, String address, String url) {
    return error(
        Kind.BAD_INPUT,
        "chain.no_contract",
        "There is no contract %s at %s on the chain of %s.".formatted(name, address, url),
        "Use the deployment file of this chain; a development chain that was made anew needs"
            + " lineal chain deploy.");
  }

  /** A contract's refusal, by the name of its error. */
  public static LineageException refused(String code, String reason, String action) {
    return error(Kind.REFUSED, code, reason, action);
  }

  /** A transaction of which nobody knows whether it counts. */
  public static LineageException unknown(String hash, String why) {
    return error(
        Kind.UNAVAILABLE,
        "chain.unknown",
        "Transaction %s was sent, and it is unknown whether it counts: %s.".formatted(hash, why),
        "Look that hash up when the node answers again, before anything is sent again.");
  }

  /** A file of contract addresses that is not one. */
  public static LineageException badDeployment(Path file, String reason) {
    return error(
        Kind.BAD_INPUT,
        "chain.deployment",
        "%s is no deployment file: %s.".formatted(file, reason),
        "Use the file that lineal chain deploy or lineal chain dev wrote.");
  }

  /** No program to run a development chain with. */
  public static LineageException noAnvil() {
    return error(
        Kind.UNAVAILABLE,
        "chain.no_anvil",
        "There is no anvil to run a development chain with.",
        "Build the module lineage (it installs one), or set LINEAL_ANVIL to its path.");
  }

  /** A development chain that ended at once. */
  public static LineageException devChainFailed(String output) {
    return error(
        Kind.UNAVAILABLE,
        "chain.dev_failed",
        "The development chain did not start: %s.".formatted(output),
        "Choose another --port, or another --dir if its state is broken.");
  }

  /** Something that is not on the chain. */
  public static LineageException notFound(String what, String where) {
    return error(
        Kind.BAD_INPUT,
        "chain.not_found",
        "%s is not on the chain (%s).".formatted(what, where),
        "Check the number or hash, and that the deployment file is the right one.");
  }

  private static LineageException error(Kind kind, String code, String problem, String action) {
    return new LineageException(kind, code, problem, action, null);
  }
}
