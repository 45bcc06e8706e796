package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Written;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.GrantPurchase;
import dev.lineal.lineage.licence.GrantWish;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lineal licence buy}. */
@Command(
    name = "buy",
    description = "Buys a grant at the price of the dataset's terms; the owner can claim it.")
public final class LicenceBuyCommand extends ReportedCommand {
  @Mixin private ChainOptions chain;
  @Mixin private WalletOptions wallet;
  @Mixin private WishOptions options;

  LicenceBuyCommand() {
    super("lineal.licence.buy/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LinealChain opened = chain.open();
    GrantWish wish = options.wish();
    Written<Grant> bought = new GrantPurchase(opened).buy(opened.writer(wallet.open()), wish);
    fill(report, wish, bought);
    out.println("grant     " + bought.value().id());
    out.println("expires   " + bought.value().expires());
    out.println("paid      " + bought.value().priceWei() + " wei to " + bought.value().owner());
  }

  /** The fields of a new grant, bought or given. */
  public static void fill(Report report, GrantWish wish, Written<Grant> made) {
    Grant grant = made.value();
    report
        .with("grant", TextNode.valueOf(grant.id().toString()))
        .with("dataset", LongNode.valueOf(wish.dataset()))
        .with("owner", TextNode.valueOf(grant.owner().text()))
        .with("licensee", TextNode.valueOf(grant.licensee().text()))
        .with("expires", TextNode.valueOf(grant.expires().toString()))
        .with("price_wei", ChainJson.wei(grant.priceWei()));
    ChainJson.with(report, made.transaction());
  }
}
