package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.Study;
import dev.lineal.owner.ceremony.CeremonyDriver;
import dev.lineal.owner.ceremony.CeremonyResult;
import dev.lineal.owner.ceremony.Renewal;
import dev.lineal.owner.ceremony.Roster;
import dev.lineal.owner.ceremony.Rosters;
import dev.lineal.owner.ceremony.Rounds;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal study keys}: drives the ceremony; needs no secret, no home and no trust. */
@Command(
    name = "keys",
    description =
        "Carries the owners' messages until they have a joint key, shares and moments. Goes on"
            + " where an earlier run was cut off.")
public final class KeysCommand extends ReportedCommand {
  @Option(names = "--study", defaultValue = "study.json", description = "The study's file.")
  private Path file;

  @Option(names = "--keys-only", description = "Stop before the moments, which need all rows.")
  private boolean keysOnly;

  @Option(
      names = "--renew",
      description =
          "Make the next key set, once every owner has run: lineal owner join --study FILE --renew."
              + " The moments stay; owners encrypt their rows again.")
  private boolean renew;

  @Option(names = "--insecure-test-parameters", hidden = true)
  private boolean insecure;

  KeysCommand() {
    super("lineal.study.keys/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    Study study = StudyFile.read(file).study();
    study.checkBindings();
    Roster first = (insecure ? Rosters.INSECURE_TEST : Rosters.SECURE).of(study);
    Roster roster = renew ? Renewal.of(first) : first;
    int end = keysOnly ? Rounds.KEYS : roster.rounds();
    CeremonyDriver driver =
        new CeremonyDriver(roster, round -> out.printf("round %2d of %d done%n", round + 1, end));
    CeremonyResult result = driver.run(end);
    String moments = result.moments().map(Object::toString).orElse(null);
    report
        .with("study", TextNode.valueOf(study.id()))
        .with("owners", IntNode.valueOf(roster.size()))
        .with("key_set", IntNode.valueOf(roster.keySet()))
        .with("rounds", IntNode.valueOf(result.rounds()))
        .with("joint_key_fingerprint", TextNode.valueOf(result.keySet().toString()))
        .with("moments_sha256", JsonNodeFactory.instance.textNode(moments));
    out.println("joint key  " + result.keySet() + " (key set " + roster.keySet() + ")");
    if (moments != null) {
      out.println("moments    " + moments);
    }
  }
}
