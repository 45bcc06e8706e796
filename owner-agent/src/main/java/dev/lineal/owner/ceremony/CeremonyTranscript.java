package dev.lineal.owner.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.home.DurableFile;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.StudyHome;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ceremony's transcript, {@code ceremony/transcript}: one line of canonical JSON per round done
 * or refused, each with the SHA-256 of the line before ({@code 00..} for the first), appended and
 * on the disk before an answer leaves.
 */
public final class CeremonyTranscript {
  private static final String DOCUMENT = "ceremony transcript";
  private static final Sha256 START = Sha256.of(new byte[Sha256.BYTES]);

  /** Whoever can reach an agent can be refused; a transcript keeps that many refusals. */
  private static final int MOST_REFUSALS = 1000;

  private final Path file;
  private Sha256 head = START;
  private int rounds;
  private int refusals;

  CeremonyTranscript(StudyHome home) {
    file = home.path("ceremony/transcript");
    byte[] content = DurableFile.read(file).orElse(new byte[0]);
    int whole = 0;
    for (byte[] line : lines(content)) {
      accept(line);
      whole += line.length + 1;
    }
    if (whole < content.length) { // an append was cut off before it counted
      DurableFile.write(file, Arrays.copyOf(content, whole));
    }
  }

  /** Rounds in it. */
  int rounds() {
    return rounds;
  }

  /** Hash of the last line. */
  public Sha256 head() {
    return head;
  }

  /** Checks the chain of a study's transcript; damage is an error that names the line. */
  public static CeremonyTranscript verify(StudyHome home) {
    return new CeremonyTranscript(home);
  }

  void done(int round, byte[] request, MessageList list, byte[] answer) {
    ObjectNode line = line("done", round).put("request", Sha256.hash(request).toString());
    ArrayNode messages = line.putArray("messages");
    list.messages().forEach(message -> messages.add(message.sha256().toString()));
    append(line.put("answer", Sha256.hash(answer).toString()));
  }

  void refused(int round, OwnerException why) {
    if (refusals < MOST_REFUSALS) {
      append(line("refused", round).put("rule", why.rule()).put("problem", why.problem()));
    }
  }

  private ObjectNode line(String event, int round) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", event)
        .put("previous", head.toString())
        .put("round", round);
  }

  private void append(ObjectNode line) {
    byte[] bytes = CanonicalJson.write(line, DOCUMENT);
    byte[] ended = Arrays.copyOf(bytes, bytes.length + 1);
    ended[bytes.length] = '\n';
    DurableFile.append(file, ended);
    count(bytes, line.get("event").asText());
  }

  private void accept(byte[] line) {
    String[] event = new String[1];
    Sha256 previous =
        CanonicalJson.parse(line, DOCUMENT)
            .read(
                fields -> {
                  event[0] = fields.text("event");
                  Sha256 before = fields.sha256("previous");
                  fields.integer("round", 0, 0xffff);
                  if (event[0].equals("done")) {
                    fields.sha256("request");
                    fields.texts("messages");
                    fields.sha256("answer");
                  } else {
                    fields.text("rule");
                    fields.text("problem");
                  }
                  return before;
                });
    if (!previous.equals(head)) {
      throw new OwnerException(
          ExitCode.CHECK_FAILED,
          "ceremony.transcript",
          "Line %d of %s does not follow the line before it."
              .formatted(rounds + refusals + 1, file),
          "The transcript was changed; restore the home from a backup.");
    }
    count(line, event[0]);
  }

  private void count(byte[] line, String event) {
    head = Sha256.hash(line);
    if (event.equals("done")) {
      rounds++;
    } else {
      refusals++;
    }
  }

  private static List<byte[]> lines(byte[] content) {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte next : content) {
      if (next == '\n') {
        lines.add(line.toByteArray());
        line.reset();
      } else {
        line.write(next);
      }
    }
    return lines;
  }
}
