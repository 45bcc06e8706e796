package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.policy.TranscriptSummary;
import dev.lineal.owner.policy.TranscriptSummary.Chain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal owner transcript}. */
@Command(
    name = "transcript",
    description =
        "Shows what this owner answered and refused in a study, or checks that no line of it was"
            + " changed, moved or removed. Needs no passphrase.")
public final class TranscriptCommand extends ReportedCommand {
  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--verify",
      description = "Check every line and count them, instead of showing them.")
  private boolean verify;

  /** One of an owner's own files, or the lines of a run. */
  static final class Source {
    @ArgGroup(exclusive = false)
    private OfHome home;

    @Option(names = "--lines", description = "Lines of one run, as an owner's server gave them.")
    private Path lines;
  }

  /** An owner's own file. */
  static final class OfHome {
    @Option(names = "--home", required = true, description = "The owner's home.")
    private Path directory;

    @Option(names = "--study", required = true, description = "Id of the study.")
    private String study;

    @Option(
        names = "--key-set",
        defaultValue = "1",
        description = "Number of the study's key set; 2 and up are renewals.")
    private int keySet;

    private Path transcript() {
      Path folder = directory.resolve("studies").resolve(study);
      return (keySet == 1 ? folder : folder.resolve("renewals/" + keySet)).resolve("transcript");
    }
  }

  TranscriptCommand() {
    super("lineal.owner.transcript/1");
  }

  @Override
  protected void run(Report report, PrintStream out) throws IOException {
    boolean whole = source.home != null;
    Path file = whole ? source.home.transcript() : source.lines;
    TranscriptSummary summary = TranscriptSummary.read(file, whole ? Chain.WHOLE : Chain.OF_RUN);
    if (!verify) {
      Files.copy(file, out);
      out.flush();
    }
    fill(report, summary);
    if (verify) {
      tell(out, summary);
    }
  }

  private static void fill(Report report, TranscriptSummary summary) {
    ObjectNode refusals = JsonNodeFactory.instance.objectNode();
    summary.refusals().forEach(refusals::put);
    report
        .with("entries", LongNode.valueOf(summary.entries()))
        .with("head", TextNode.valueOf(summary.head().toString()))
        .with("runs", LongNode.valueOf(summary.runs()))
        .with("answers", LongNode.valueOf(summary.answers()))
        .with("answered_coefficients", LongNode.valueOf(summary.answered()))
        .with("released_scalars", LongNode.valueOf(summary.scalars()))
        .with("refusals", refusals);
  }

  private static void tell(PrintStream out, TranscriptSummary summary) {
    out.printf("entries   %,d, every one follows the one before%n", summary.entries());
    out.println("head      " + summary.head());
    out.printf(
        "answers   %,d in %,d runs: %,d coefficients and traces%n",
        summary.answers(), summary.runs(), summary.answered());
    out.printf("released  %,d scalars%n", summary.scalars());
    summary.refusals().forEach((rule, count) -> out.printf("refused   %,d by %s%n", count, rule));
    out.println("Not checked: that no lines are missing at the end; compare the head.");
  }
}
