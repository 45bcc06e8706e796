package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal licence list}. */
@Command(name = "list", description = "Grants of an address, or of a dataset.")
public final class LicenceListCommand extends ReportedCommand {
  @Mixin private ChainOptions chain;

  @ArgGroup(multiplicity = "1")
  private Whose whose;

  static final class Whose {
    @Option(names = "--licensee", required = true, description = "Who may use them.")
    private String licensee;

    @Option(names = "--dataset", required = true, description = "What they are for.")
    private Long dataset;
  }

  LicenceListCommand() {
    super("lineal.licence.list/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LinealChain opened = chain.open();
    List<Sha256> ids =
        whose.dataset == null
            ? opened.licences().grantsOf(Address.parse(whose.licensee))
            : opened.licences().grantsFor(whose.dataset);
    ArrayNode grants = JsonNodeFactory.instance.arrayNode();
    for (Sha256 id : ids) {
      ChainGrant grant = opened.licences().grant(id).orElseThrow();
      grants.add(ChainJson.grant(grant));
      out.printf(
          "%s dataset %d, %s, until %s%s%n",
          id,
          grant.dataset(),
          grant.purpose(),
          grant.expires(),
          grant.revoked().map(at -> ", revoked at " + at).orElse(""));
    }
    report.with("grants", grants);
  }
}
