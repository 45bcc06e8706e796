package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal chain dev}: until the process is told to stop. */
@Command(
    name = "dev",
    description =
        "A chain of your own on the loopback, with the contracts on it; its money is worth nothing."
            + " Keeps its state in a directory, prints where it listens, runs until it is stopped.")
public final class ChainDevCommand extends ReportedCommand {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  @Option(names = "--dir", required = true, description = "Directory of its state and chain.json.")
  private Path directory;

  @Option(names = "--port", defaultValue = "0", description = "0: any free one.")
  private int port;

  @Option(names = "--fund", description = "An account that gets ether; may be repeated.")
  private List<String> fund = List.of();

  @Option(names = "--ether", defaultValue = "1000", description = "How much each gets.")
  private long ether;

  ChainDevCommand() {
    super("lineal.chain.dev/1");
  }

  @Override
  protected void run(Report report, PrintStream out) throws IOException {
    Path file = directory.resolve("chain.json");
    try (DevChain chain = DevChain.start(directory, port)) {
      Deployment deployment = deployed(chain, file).orElseGet(() -> deploy(chain));
      deployment.write(file);
      BigInteger each = ETHER.multiply(BigInteger.valueOf(ether));
      fund.forEach(account -> chain.fund(Address.parse(account), each));
      report
          .with("url", TextNode.valueOf(chain.url().toString()))
          .with("chain_id", LongNode.valueOf(deployment.chainId()))
          .with("deployment_file", TextNode.valueOf(file.toString()));
      writeNow(report);
      out.println("contracts " + file);
      out.println("listening " + chain.url());
      out.flush();
      chain.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What an earlier run deployed, if its state is still there. */
  private static Optional<Deployment> deployed(DevChain chain, Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Deployment earlier = Deployment.read(file).at(chain.url());
      return Optional.of(LinealChain.open(earlier).deployment());
    } catch (LineageException stateIsGone) {
      return Optional.empty();
    }
  }

  private static Deployment deploy(DevChain chain) {
    Wallet deployer = Wallet.generate();
    chain.fund(deployer.address(), ETHER);
    return ContractDeployment.deploy(chain.node(), deployer, Patience.DEVELOPMENT).deployment();
  }
}
