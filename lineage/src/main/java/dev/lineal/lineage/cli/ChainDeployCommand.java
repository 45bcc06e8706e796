package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.chain.ChainNode;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal chain deploy}. */
@Command(
    name = "deploy",
    description =
        "Puts the contracts on a chain and writes where they are. Whoever deploys them has no right"
            + " over them.")
public final class ChainDeployCommand extends ReportedCommand {
  @Option(names = "--node", required = true, description = "A node of the chain.")
  private URI url;

  @Mixin private WalletOptions wallet;

  @Option(names = "--out", required = true, description = "File for the contracts' addresses.")
  private Path file;

  ChainDeployCommand() {
    super("lineal.chain.deploy/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    ChainNode node = ChainNode.at(url);
    ContractDeployment.Result result =
        ContractDeployment.deploy(node, wallet.open(), Patience.forChain(node.chainId()));
    result.deployment().write(file);
    report
        .with("deployment", result.deployment().toJson())
        .with("deployment_file", TextNode.valueOf(file.toString()))
        .with("total_gas", LongNode.valueOf(result.gas()));
    out.println(result.deployment().toJson().toPrettyString());
    out.printf("gas       %,d%n", result.gas());
  }
}
