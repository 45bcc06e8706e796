package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.math.BigInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lineal model pay N}. */
@Command(
    name = "pay",
    description = "Pays for calls of a model; contributors and ancestors can claim it.")
public final class ModelPayCommand extends ReportedCommand {
  @Mixin private ChainOptions chain;
  @Mixin private WalletOptions wallet;

  @Parameters(paramLabel = "MODEL", description = "Its number.")
  private long number;

  @Option(names = "--calls", defaultValue = "1", description = "How many; 1 if not said.")
  private long calls;

  ModelPayCommand() {
    super("lineal.model.pay/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LinealChain opened = chain.open();
    BigInteger price = opened.models().model(number).terms().pricePerCallWei();
    BigInteger amount = price.multiply(BigInteger.valueOf(calls));
    MinedTransaction paid =
        opened.revenue().pay(opened.writer(wallet.open()), number, calls, amount);
    report
        .with("model", LongNode.valueOf(number))
        .with("calls", LongNode.valueOf(calls))
        .with("paid_wei", ChainJson.wei(amount));
    ChainJson.with(report, paid);
    out.println("paid      " + amount + " wei for " + calls + " calls of model " + number);
  }
}
