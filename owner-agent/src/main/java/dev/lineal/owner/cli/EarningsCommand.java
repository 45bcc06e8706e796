package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.Earnings;
import dev.lineal.lineage.cli.ChainJson;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lineal owner earnings}. */
@Command(name = "earnings", description = "What this owner may claim, by licence and by model.")
public final class EarningsCommand extends ReportedCommand {
  @Mixin private OwnerOnChain owner;

  EarningsCommand() {
    super("lineal.owner.earnings/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    Address wallet = owner.read(home -> home.binding().wallet());
    Earnings earnings = Earnings.of(owner.chain(), wallet);
    ArrayNode models = JsonNodeFactory.instance.arrayNode();
    out.println("licences  " + earnings.licencesWei() + " wei");
    for (Earnings.OfModel model : earnings.models()) {
      models
          .addObject()
          .put("model", model.model())
          .put("share_bp", model.shareBp())
          .put("claimable_wei", model.claimableWei().toString())
          .put("claimed_wei", model.claimedWei().toString());
      out.printf(
          "model %-4d %s wei, %s claimed before%n",
          model.model(), model.claimableWei(), model.claimedWei());
    }
    report
        .with("wallet", TextNode.valueOf(wallet.text()))
        .with("licences_wei", ChainJson.wei(earnings.licencesWei()))
        .with("models", models)
        .with("claimable_wei", ChainJson.wei(earnings.claimableWei()));
  }
}
