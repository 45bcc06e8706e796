package dev.lineal.lineage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.Main;
import dev.lineal.lineage.manifest.Schemas;
import dev.lineal.lineage.verify.BundleFormat;
import dev.lineal.lineage.verify.BundleSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir private Path folder;
  private Path json;

  @BeforeEach
  void write() {
    json = folder.resolve("report.json");
    BundleFormat.write(BundleSamples.bundle()).writeFolder(folder.resolve("bundle"));
  }

  @Test
  void aGoodBundleIsExitCodeZero() throws IOException {
    JsonNode report = verify(0);
    assertTrue(report.get("ok").asBoolean());
    assertEquals(23, report.get("checks").size());
    assertEquals(0, report.get("failed").asInt());
    assertTrue(report.get("not_covered").size() >= 5);
    for (JsonNode check : report.get("checks")) {
      assertTrue(!check.get("status").asText().equals("ok") || took(check) > 0, check.toString());
    }
  }

  @Test
  void aSpoiltFileIsExitCodeOneAndItsCheckIsNamed() throws IOException {
    Files.writeString(folder.resolve("bundle/files/model.json"), "{}");
    JsonNode report = verify(1);
    assertEquals("verify.failed", report.get("error").get("code").asText());
    assertEquals(
        "The bundle does not hold: model-files.", report.get("error").get("message").asText());
    assertEquals(1, report.get("failed").asInt());
  }

  @Test
  void whatCannotBeReadIsDocuments() throws IOException {
    Files.delete(folder.resolve("bundle/run-plan.json"));
    JsonNode report = verify(1);
    assertTrue(report.get("run_id").isNull());
    assertTrue(report.get("error").get("message").asText().contains("documents"));
    assertTrue(took(report.get("checks").get(0)) > 0, "the reading failed, and took its time");
    assertEquals(0, took(report.get("checks").get(1)), "not begun");
  }

  private static double took(JsonNode check) {
    return check.get("took_ms").asDouble();
  }

  private JsonNode verify(int exit) throws IOException {
    String bundle = folder.resolve("bundle").toString();
    assertEquals(exit, Main.run("verify", bundle, "--json", json.toString()));
    String text = Files.readString(json);
    assertEquals(List.of(), Schemas.faults(Schemas.of("report/verify-1.json"), text));
    return new ObjectMapper().readTree(text);
  }
}
