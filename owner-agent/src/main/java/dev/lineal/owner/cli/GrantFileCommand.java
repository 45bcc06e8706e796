package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.LedgerSigner;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.OwnerHome;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner grant-file}: a licence without a chain, signed by the identity key. */
@Command(
    name = "grant-file",
    description =
        "Without a chain: allows one trainer to use this owner's rows of a study, within stated limits.")
public final class GrantFileCommand extends ReportedCommand {
  @Mixin private HomeOptions home;

  @Option(names = "--study", required = true, description = "Id of a study this owner joined.")
  private String study;

  @Option(names = "--ledger", required = true, description = "File of signed grants.")
  private Path ledger;

  @Option(names = "--trainer", required = true, description = "Wallet address of the licensee.")
  private String trainer;

  @Option(names = "--purpose", description = "What for; the study's purpose unless given.")
  private String purpose;

  @Option(
      names = "--task",
      split = ",",
      defaultValue = "logistic",
      description = "Kinds of runs: logistic, linear.")
  private List<String> tasks;

  @Option(names = "--days", defaultValue = "30", description = "Until when, from now.")
  private int days;

  @Option(names = "--iterations", defaultValue = "100", description = "Of all runs together.")
  private long iterations;

  @Option(
      names = "--release",
      split = ",",
      defaultValue = "weights",
      description = "Names of what may be released.")
  private List<String> releases;

  @Option(names = "--scalars", required = true, description = "Numbers that may be released.")
  private long scalars;

  @Option(names = "--price-wei", defaultValue = "0", description = "What the licence costs.")
  private BigInteger price;

  GrantFileCommand() {
    super("lineal.owner.grant-file/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    try (OwnerHome owner = home.open()) {
      Grant grant = grant(owner);
      Sha256 id =
          FileLedger.at(ledger, SigningDomain.OFFLINE)
              .append(grant, new LedgerSigner(owner.identity(), owner.binding()));
      report
          .with("grant", TextNode.valueOf(id.toString()))
          .with("study", TextNode.valueOf(study))
          .with("owner", TextNode.valueOf(grant.owner().text()))
          .with("licensee", TextNode.valueOf(grant.licensee().text()))
          .with("expires", TextNode.valueOf(grant.expires().toString()))
          .with("price_wei", TextNode.valueOf(grant.priceWei().toString()));
      out.println("grant     " + id);
      out.println("licensee  " + grant.licensee());
      out.printf("until     %s, %,d iterations%n", grant.expires(), grant.iterations());
    }
  }

  private Grant grant(OwnerHome owner) {
    byte[] nonce = new byte[Sha256.BYTES];
    new SecureRandom().nextBytes(nonce);
    return new Grant(
        study,
        owner.binding().wallet(),
        Optional.empty(),
        new Address(trainer),
        purpose == null ? owner.study(study).study().purpose() : purpose,
        tasks.stream().map(Task::parse).toList(),
        Instant.now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS),
        iterations,
        releases,
        scalars,
        price,
        Sha256.of(nonce));
  }
}
