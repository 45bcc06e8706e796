package dev.lineal.lineage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @Test
  void theHeadComesFirstAndUnknownIsNullNotAbsent() {
    JsonNode json = Report.start("lineal.example/1").with("name", new TextNode("x")).toJson();
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    assertEquals(
        List.of(
            "schema",
            "ok",
            "error",
            "version",
            "git_commit",
            "started_at",
            "wall_s",
            "machine",
            "name"),
        names);
    assertTrue(json.get("ok").booleanValue());
    assertTrue(json.get("error").isNull());
    assertTrue(json.get("machine").get("gpu").isNull());
    assertTrue(json.get("machine").get("cores").intValue() > 0);
  }

  @Test
  void aFailureSaysWhatAndWhatToDo() {
    JsonNode json =
        Report.start("lineal.example/1").failed("full", "No space.", "Free some.").toJson();
    assertFalse(json.get("ok").booleanValue());
    assertEquals("full", json.get("error").get("code").asText());
    assertEquals("No space.", json.get("error").get("message").asText());
    assertEquals("Free some.", json.get("error").get("action").asText());
  }

  @Test
  void aFileIsReplacedWholeOrNotAtAll(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.json");
    Report.start("lineal.example/1").write(file.toString());
    JsonNode written = JsonMapper.builder().build().readTree(Files.readString(file));
    assertEquals("lineal.example/1", written.get("schema").asText());
    Path missing = folder.resolve("nowhere").resolve("report.json");
    assertThrows(
        IOException.class, () -> Report.start("lineal.example/1").write(missing.toString()));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
