package dev.lineal.owner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.owner.Reports;
import dev.lineal.owner.policy.TranscriptTimings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TranscriptCommandTest {
  @TempDir Path home;

  private int verify(Path json) {
    return new CommandLine(new TranscriptCommand())
        .execute(
            "--home", home.toString(), "--study", "blobs", "--verify", "--json", json.toString());
  }

  @Test
  void verifiesAnOwnersFile() throws IOException {
    Path study = Files.createDirectories(home.resolve("studies/blobs"));
    Path json = home.resolve("report.json");
    try (TranscriptTimings lines = new TranscriptTimings(study.resolve("transcript"))) {
      lines.lines(5);
      assertEquals(0, verify(json), "while an agent serves");
    }
    JsonNode report = Reports.read(json);
    assertEquals("lineal.owner.transcript/1", report.get("schema").asText());
    assertEquals(5, report.get("entries").asInt());
    assertEquals(15, report.get("answered_coefficients").asInt());
    String text = Files.readString(study.resolve("transcript"));
    Files.writeString(study.resolve("transcript"), text.replace("\"slice\":2", "\"slice\":9"));
    assertEquals(1, verify(json));
    report = Reports.read(json);
    assertEquals("transcript.line", report.get("error").get("code").asText());
    assertTrue(report.get("error").get("message").asText().startsWith("Line 4 "));
  }
}
