package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.owner.ceremony.Membership;
import dev.lineal.owner.ceremony.OwnRows;
import dev.lineal.owner.ceremony.Rosters;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.moments.MomentColumns;
import dev.lineal.owner.shard.SchemaRows;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner join}: once to enter, and once more to agree to the complete list. */
@Command(
    name = "join",
    description =
        "Writes this owner into a study's file; run again when all have joined, to agree to them.")
public final class JoinCommand extends ReportedCommand {
  @Mixin private HomeOptions home;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Option(
      names = "--data",
      description = "This owner's rows (.csv, .parquet): their sums are sealed for the moments.")
  private Path data;

  @Option(
      names = "--renew",
      description =
          "Agree to new keys for the study, with the same owners; then: study keys --renew.")
  private boolean renew;

  @Option(names = "--name", description = "What messages call this owner; when entering.")
  private String name;

  @Option(names = "--url", description = "Where this owner's agent answers; when entering.")
  private URI url;

  JoinCommand() {
    super("lineal.owner.join/1");
  }

  @Override
  protected void run(Report report, PrintStream out) throws IOException {
    StudyDraft draft = StudyFile.read(study);
    rosters().parameters(draft.parameterSet());
    try (OwnerHome owner = home.open()) {
      boolean member = Membership.isIn(draft, owner);
      if (member) {
        Membership.agree(draft, owner, rosters());
        if (renew) {
          out.println("key set    " + Membership.agreeToRenewal(draft, owner) + " agreed to");
        }
      } else {
        draft = Membership.enter(draft, binding(owner, draft), name, url);
        StudyFile.write(study, draft);
      }
      LongNode rows = data == null ? null : LongNode.valueOf(giveRows(owner, draft, out));
      report
          .with("rows", rows == null ? NullNode.getInstance() : rows)
          .with("study", TextNode.valueOf(draft.id()))
          .with("owners", IntNode.valueOf(draft.owners().size()))
          .with("agreed", BooleanNode.valueOf(member))
          .with("agreed_key_set", IntNode.valueOf(owner.study(draft.id()).agreedKeySet()));
      tell(out, draft, member);
    }
  }

  private WalletBinding binding(OwnerHome owner, StudyDraft draft) {
    try (Passphrase passphrase = home.passphrase()) {
      return owner.binding(draft.domain(), passphrase);
    }
  }

  private long giveRows(OwnerHome owner, StudyDraft draft, PrintStream out) throws IOException {
    Set<Long> rejected = new HashSet<>();
    SchemaRows file =
        SchemaRows.open(data, draft.schema(), rejection -> rejected.add(rejection.row()));
    long rows = OwnRows.give(owner.study(draft.id()), MomentColumns.of(draft.schema()), file);
    out.printf("rows       %,d summed up and sealed, %,d rejected%n", rows, rejected.size());
    return rows;
  }

  private Rosters rosters() {
    return home.insecureTest() ? Rosters.INSECURE_TEST : Rosters.SECURE;
  }

  private static void tell(PrintStream out, StudyDraft draft, boolean agreed) {
    out.println(
        agreed
            ? "You agree to the study " + draft.id() + " with these owners and nobody else:"
            : "You have entered the study " + draft.id() + ". Owners so far:");
    draft
        .owners()
        .forEach(owner -> out.printf("  %-20s %s %s%n", owner.name(), owner.wallet(), owner.url()));
    if (!agreed) {
      out.println("Hand the file on. When all have joined, run this again to agree to them.");
    }
  }
}
