package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.licence.ChainLicenceLedger;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.lineage.verify.BundleVerifier;
import dev.lineal.lineage.verify.ChainAnchors;
import dev.lineal.lineage.verify.ChainModels;
import dev.lineal.lineage.verify.Finding;
import dev.lineal.lineage.verify.Verification;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lineal verify BUNDLE}: exit code 1 where a check fails. */
@Command(
    name = "verify",
    description = "Check a model's bundle: offline, or with --chain what a chain knows of it, too.")
public final class VerifyCommand extends ReportedCommand {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Parameters(paramLabel = "BUNDLE", description = "Folder or zip that publish wrote.")
  private Path bundle;

  @Option(
      names = "--chain",
      description = "File of the contracts' addresses: grants and the anchor are looked up there.")
  private Path chain;

  @Option(
      names = {"--node", "--rpc"},
      description = "Another node of that chain, http://HOST:PORT.")
  private URI node;

  VerifyCommand() {
    super("lineal.verify/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    Verification found = verify(BundleFiles.read(bundle));
    tell(found, report);
    print(found, out);
    if (!found.holds()) {
      throw LineageErrors.notVerified(
          found.failed().stream()
              .map(finding -> finding.check().text())
              .collect(Collectors.joining(", ")));
    }
  }

  private Verification verify(BundleFiles files) {
    if (chain == null) {
      return BundleVerifier.offline(files);
    }
    Deployment named = Deployment.read(chain);
    LinealChain opened = LinealChain.open(node == null ? named : named.at(node));
    return BundleVerifier.online(
        files, new ChainAnchors(opened), new ChainModels(opened), new ChainLicenceLedger(opened));
  }

  private static void tell(Verification found, Report report) {
    report.with("model_sha256", text(found, b -> b.model().manifest().sha256().toString()));
    report.with("run_id", text(found, b -> b.plan().plan().sha256().toString()));
    report.with("trainer", text(found, b -> b.plan().plan().trainer().text()));
    ArrayNode checks = JSON.arrayNode();
    found.findings().forEach(finding -> checks.add(finding.toJson()));
    report.with("checks", checks);
    report.with("failed", JSON.numberNode(found.failed().size()));
    ArrayNode limits = JSON.arrayNode();
    found.limits().forEach(limits::add);
    report.with("not_covered", limits);
  }

  private static com.fasterxml.jackson.databind.JsonNode text(
      Verification found, java.util.function.Function<Bundle, String> field) {
    return found
        .bundle()
        .map(field)
        .<com.fasterxml.jackson.databind.JsonNode>map(TextNode::valueOf)
        .orElse(JSON.nullNode());
  }

  private static void print(Verification found, PrintStream out) {
    for (Finding finding : found.findings()) {
      out.printf(
          "%-11s  %-16s  %s%n", finding.status().text(), finding.check().text(), detail(finding));
    }
    found.limits().forEach(limit -> out.println("not covered  " + limit));
  }

  private static String detail(Finding finding) {
    return finding.reason().isEmpty() ? finding.check().proves() : finding.reason();
  }
}
