package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.Licences;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.cli.ChainJson;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lineal owner access}. */
@Command(name = "access", description = "Allows or refuses an address as a buyer of grants.")
public final class AccessCommand extends ReportedCommand {
  @Mixin private OwnerOnChain owner;

  @Parameters(paramLabel = "allowed|refused|unset", description = "What is decided.")
  private String access;

  @Option(names = "--dataset", required = true, description = "Its number on chain.")
  private long dataset;

  @Option(names = "--to", required = true, description = "Wallet address.")
  private String licensee;

  AccessCommand() {
    super("lineal.owner.access/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    Address address = Address.parse(licensee);
    Licences.Access decided = decided();
    LinealChain chain = owner.chain();
    MinedTransaction mined =
        chain.licences().decide(owner.writer(chain), dataset, address, decided);
    report
        .with("dataset", LongNode.valueOf(dataset))
        .with("licensee", TextNode.valueOf(address.text()))
        .with("access", TextNode.valueOf(access));
    ChainJson.with(report, mined);
    out.println(access + "   " + address);
  }

  private Licences.Access decided() {
    try {
      return Licences.Access.valueOf(access.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must be allowed, refused or unset, but is '" + access + "'");
    }
  }
}
