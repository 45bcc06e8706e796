package dev.lineal.jobs.publish;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.OwnerDownload;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.attest.TranscriptLine;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.OwnerPart;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.ReleasedShare;
import dev.lineal.lineage.manifest.RunPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one owner's agent wrote down of a run, up to its attestation: a publication that is repeated
 * says the same.
 *
 * @param lines as they came, without their ends
 */
record RunTranscript(List<byte[]> lines) {
  private static final int MOST_BYTES = 512 << 20;

  RunTranscript {
    lines = List.copyOf(lines);
  }

  /** Asks an owner; the lines are read, not yet held against anything. */
  static RunTranscript of(OwnerAddress owner, Patience patience, Sha256 run) {
    try (InputStream in =
        new OwnerDownload(owner, patience).get("/v1/sessions/" + run + "/transcript")) {
      RunTranscript found = new RunTranscript(untilAttested(in.readNBytes(MOST_BYTES)));
      if (found.lines.isEmpty()) {
        throw JobErrors.ownerFailed(owner.toString(), 200, "its transcript of the run is empty");
      }
      return found;
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "The transcript of %s broke off: %s.".formatted(owner, e.getMessage()),
          "Run the job again.");
    }
  }

  private static List<byte[]> untilAttested(byte[] text) {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte next : text) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      byte[] whole = line.toByteArray();
      if (TranscriptLine.parse(whole).event().equals("attestation")) {
        break;
      }
      lines.add(whole);
      line.reset();
    }
    return lines;
  }

  private Stream<TranscriptLine> parsed() {
    return lines.stream().map(TranscriptLine::parse);
  }

  /** Hash of the last line. */
  Sha256 head() {
    return Sha256.hash(lines.get(lines.size() - 1));
  }

  Instant first() {
    return TranscriptLine.parse(lines.get(0)).at();
  }

  Instant last() {
    return TranscriptLine.parse(lines.get(lines.size() - 1)).at();
  }

  /** The owner's part in the run, releases in the plan's order. */
  OwnerPart part(Address owner, RunPlan plan) {
    List<ReleasedShare> released =
        parsed()
            .filter(line -> line.event().equals("release"))
            .map(line -> new ReleasedShare(line.subject(), line.answer().orElseThrow()))
            .distinct()
            .toList();
    List<ReleasedShare> ordered = new ArrayList<>();
    for (Release release : plan.releases()) {
      released.stream().filter(r -> r.name().equals(release.name())).forEach(ordered::add);
    }
    return new OwnerPart(owner, head(), ordered);
  }
}
