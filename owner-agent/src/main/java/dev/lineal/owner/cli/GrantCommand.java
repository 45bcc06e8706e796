package dev.lineal.owner.cli;

import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Written;
import dev.lineal.lineage.cli.LicenceBuyCommand;
import dev.lineal.lineage.cli.WishOptions;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.GrantPurchase;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner grant}. */
@Command(name = "grant", description = "Gives somebody a grant, for nothing.")
public final class GrantCommand extends ReportedCommand {
  @Mixin private OwnerOnChain owner;
  @Mixin private WishOptions options;

  @Option(names = "--to", required = true, description = "Wallet address of the licensee.")
  private String licensee;

  GrantCommand() {
    super("lineal.owner.grant/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LinealChain chain = owner.chain();
    Written<Grant> given =
        new GrantPurchase(chain).give(owner.writer(chain), Address.parse(licensee), options.wish());
    LicenceBuyCommand.fill(report, options.wish(), given);
    out.println("grant     " + given.value().id());
    out.println("expires   " + given.value().expires());
  }
}
