package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.cli.ChainJson;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lineal owner revoke GRANT}. */
@Command(name = "revoke", description = "Takes a grant back; runs opened before go on.")
public final class RevokeCommand extends ReportedCommand {
  @Mixin private OwnerOnChain owner;

  @Parameters(paramLabel = "GRANT", description = "Its id.")
  private String grant;

  @Option(names = "--reason", required = true, description = "A text that the licensee reads.")
  private String reason;

  RevokeCommand() {
    super("lineal.owner.revoke/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    Sha256 id = Sha256.parse(grant);
    LinealChain chain = owner.chain();
    MinedTransaction mined =
        chain.licences().revoke(owner.writer(chain), id, Require.text("--reason", reason));
    report.with("grant", TextNode.valueOf(id.toString()));
    ChainJson.with(report, mined);
    out.println("revoked   " + id);
  }
}
