package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.ceremony.Rosters;
import dev.lineal.owner.home.OwnerException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal study create}. */
@Command(name = "create", description = "Writes a study's file, which owners then join.")
public final class CreateStudyCommand extends ReportedCommand {
  @Option(names = "--id", required = true, description = "Short name of the study.")
  private String id;

  @Option(names = "--purpose", required = true, description = "What its models are for.")
  private String purpose;

  @Option(names = "--schema", required = true, description = "JSON file of the rows' schema.")
  private Path schema;

  @Option(names = "--parameter-set", defaultValue = "STUDY_13")
  private String parameterSet;

  @Option(names = "--min-owners", defaultValue = "" + Study.DEFAULT_MIN_OWNERS)
  private int minOwners;

  @Option(
      names = "--chain",
      description = "File of the contracts' addresses, where grants are to be on a chain.")
  private Path chain;

  @Option(names = "--out", defaultValue = "study.json", description = "The study's file, new.")
  private Path out;

  @Option(names = "--insecure-test-parameters", hidden = true)
  private boolean insecure;

  CreateStudyCommand() {
    super("lineal.study.create/1");
  }

  @Override
  protected void run(Report report, PrintStream console) {
    (insecure ? Rosters.INSECURE_TEST : Rosters.SECURE).parameters(parameterSet);
    if (Files.exists(out)) {
      throw new OwnerException(
          ExitCode.USAGE,
          "study.exists",
          out + " exists already.",
          "Name another file with --out.");
    }
    StudySchema rows =
        StudySchema.parse(CanonicalJson.canonicalize(StudyFile.bytes(schema), "study schema"));
    SigningDomain domain = chain == null ? SigningDomain.OFFLINE : Deployment.read(chain).domain();
    StudyDraft draft =
        new StudyDraft(id, purpose, rows, parameterSet, minOwners, List.of(), domain);
    StudyFile.write(out, draft);
    report
        .with("study", TextNode.valueOf(id))
        .with("file", TextNode.valueOf(out.toString()))
        .with("schema_sha256", TextNode.valueOf(rows.sha256().toString()));
    console.println("wrote " + out + "; each owner now runs: lineal owner join --study " + out);
  }
}
