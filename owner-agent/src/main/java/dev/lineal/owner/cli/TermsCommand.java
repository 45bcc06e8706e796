package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.cli.ChainJson;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner terms}. */
@Command(
    name = "terms",
    description = "Shows a dataset's terms, or with --preset appends others for new grants.")
public final class TermsCommand extends ReportedCommand {
  @Mixin private OwnerOnChain owner;
  @Mixin private TermsOptions options;

  @Option(names = "--dataset", required = true, description = "Its number on chain.")
  private long dataset;

  TermsCommand() {
    super("lineal.owner.terms/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LinealChain chain = owner.chain();
    Optional<LicenceTerms> asked = options.terms(chain);
    asked.ifPresent(terms -> chain.datasets().appendTerms(owner.writer(chain), dataset, terms));
    long number = chain.datasets().currentTerms(dataset);
    LicenceTerms current = chain.datasets().terms(dataset, number);
    report
        .with("dataset", LongNode.valueOf(dataset))
        .with("number", LongNode.valueOf(number))
        .with("terms", ChainJson.terms(current));
    out.println(ChainJson.terms(current).toPrettyString());
  }
}
