package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.StudyDraft;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lineal study show}. */
@Command(name = "show", description = "Shows a study's file and checks every owner's binding.")
public final class ShowStudyCommand extends ReportedCommand {
  @Parameters(paramLabel = "FILE", defaultValue = "study.json")
  private Path file;

  ShowStudyCommand() {
    super("lineal.study.show/1");
  }

  @Override
  protected void run(Report report, PrintStream out) throws IOException {
    StudyDraft study = StudyFile.read(file);
    study.owners().forEach(owner -> owner.binding().check(study.domain()));
    boolean complete = study.owners().size() >= study.minOwners();
    String sha256 = Sha256.hash(study.canonicalBytes()).toString();
    JsonNode document = new ObjectMapper().readTree(study.canonicalBytes());
    report
        .with("study", document)
        .with("sha256", TextNode.valueOf(sha256))
        .with("complete", BooleanNode.valueOf(complete));
    out.println("study    " + study.id() + ": " + study.purpose());
    out.println("sha256   " + sha256);
    out.println(
        "columns  " + study.schema().columns().size() + ", label " + study.schema().label().name());
    if (study.domain().chainId() != 0) {
      out.println("chain    " + study.domain().chainId());
    }
    out.println("owners   " + study.owners().size() + " of at least " + study.minOwners());
    study
        .owners()
        .forEach(owner -> out.printf("  %-20s %s %s%n", owner.name(), owner.wallet(), owner.url()));
  }
}
