package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.policy.FailureBundle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal owner evidence}. */
@Command(
    name = "evidence",
    description =
        "Exports what a cluster asked that was not the agreed computation, or checks such a bundle."
            + " Needs no passphrase.")
public final class EvidenceCommand extends ReportedCommand {
  private static final int DEPTH = 6;

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** A home to export from, or a bundle that somebody exported. */
  static final class Source {
    @ArgGroup(exclusive = false)
    private OfHome home;

    @Option(names = "--bundle", description = "Folder of a bundle to check.")
    private Path bundle;
  }

  /** Where the evidence lies and goes. */
  static final class OfHome {
    @Option(names = "--home", required = true, description = "The owner's home.")
    private Path directory;

    @Option(names = "--study", required = true, description = "Id of the study.")
    private String study;

    @Option(names = "--run", required = true, description = "Id of the run that ended.")
    private String run;

    @Option(names = "--out", required = true, description = "Folder to make for the bundle.")
    private Path out;
  }

  /** As picocli makes it. */
  public EvidenceCommand() {
    super("lineal.owner.evidence/1");
  }

  @Override
  protected void run(Report report, PrintStream out) throws IOException {
    Path bundle = source.home == null ? source.bundle : export(source.home);
    JsonNode failure = FailureBundle.check(bundle);
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode files = json.objectNode();
    failure.get("files").properties().forEach(file -> files.set(file.getKey(), file.getValue()));
    report
        .with("run", text(failure, "run"))
        .with("study", text(failure, "study"))
        .with("identity", text(failure, "identity"))
        .with("identity_key", text(failure, "identity_key"))
        .with("iteration", failure.get("iteration"))
        .with("round", failure.get("round"))
        .with("slice", failure.get("slice"))
        .with("detail", text(failure, "detail"))
        .with("files", files);
    out.printf(
        "run       %s%nfailed    %s in iteration %d, round %d, slice %d%n          %s%n",
        failure.get("run").asText(),
        failure.get("identity").asText(),
        failure.get("iteration").asInt(),
        failure.get("round").asInt(),
        failure.get("slice").asInt(),
        failure.get("detail").asText());
    out.printf("signed    by %s%nbundle    %s%n", failure.get("identity_key").asText(), bundle);
    out.println(
        "Not checked: the equation itself (recompute it from the shards that the plan names), and"
            + " who sent the request, which carries no signature.");
  }

  private static TextNode text(JsonNode failure, String field) {
    return TextNode.valueOf(failure.get(field).asText());
  }

  private static Path export(OfHome from) throws IOException {
    Path study = from.directory.resolve("studies").resolve(from.study);
    Path folder =
        find(study, Path.of("sessions", from.run, FailureBundle.DIRECTORY))
            .orElseThrow(
                () ->
                    new OwnerException(
                        ExitCode.USAGE,
                        "evidence.none",
                        "No check of run " + from.run + " failed at this owner.",
                        "lineal owner transcript shows the runs and what ended them."));
    Files.createDirectory(from.out);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all =
          files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
      for (Path file : all) {
        Files.copy(file, from.out.resolve(file.getFileName().toString()));
      }
    }
    return from.out;
  }

  private static Optional<Path> find(Path study, Path end) throws IOException {
    if (!Files.isDirectory(study)) {
      return Optional.empty();
    }
    try (Stream<Path> all =
        Files.find(
            study, DEPTH, (path, attributes) -> path.endsWith(end), FileVisitOption.FOLLOW_LINKS)) {
      return all.findFirst();
    }
  }
}
