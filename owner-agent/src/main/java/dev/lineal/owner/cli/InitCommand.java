package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lineal owner init}. */
@Command(
    name = "init",
    description = "Makes an owner's home: wallet, identity key, and the statement that binds them.")
public final class InitCommand extends ReportedCommand {
  @Mixin private HomeOptions home;

  InitCommand() {
    super("lineal.owner.init/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    try (Passphrase passphrase = home.passphrase();
        OwnerHome owner = OwnerHome.create(home.home(), passphrase, home.cost())) {
      String wallet = owner.binding().wallet().text();
      String key = owner.binding().identityKey().text();
      report
          .with("home", TextNode.valueOf(home.home().toString()))
          .with("wallet", TextNode.valueOf(wallet))
          .with("identity_key", TextNode.valueOf(key));
      out.println("home      " + home.home());
      out.println("wallet    " + wallet);
      out.println("identity  " + key);
      out.println("Back it up after every ceremony: lineal owner backup.");
    }
  }
}
