package dev.lineal.lineage.openlineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import io.openlineage.client.OpenLineage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageEventsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  private final RunPlan plan = RunPlan.parse(golden("run-plan"));
  private final RunManifest run = RunManifest.parse(golden("run-manifest"));
  private final ModelManifest model = ModelManifest.parse(golden("model-manifest"));
  private final List<OpenLineage.RunEvent> events = LineageEvents.of(plan, run, model);

  private static byte[] golden(String name) {
    try {
      byte[] json = Files.readAllBytes(Path.of("src/test/resources/golden/" + name + ".json"));
      return CanonicalJson.canonicalize(json, name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aRunStartsAndEndsWithItsModel() throws Exception {
    JsonNode start = JSON.readTree(EventSink.text(events.get(0)));
    JsonNode end = JSON.readTree(EventSink.text(events.get(1)));
    assertEquals(2, events.size());
    assertEquals("START", start.get("eventType").asText());
    assertEquals("COMPLETE", end.get("eventType").asText());
    assertEquals(run.finished().toString(), end.get("eventTime").asText());
    assertEquals(start.get("run"), end.get("run"));
    assertEquals("train/" + plan.study(), end.at("/job/name").asText());
    assertEquals(plan.datasets().size(), end.get("inputs").size());
    assertEquals(
        plan.datasets().get(0).manifest().toString(),
        end.at("/inputs/0/facets/version/datasetVersion").asText());
    assertEquals(0, start.get("outputs").size());
    assertEquals("models/" + model.name().name(), end.at("/outputs/0/name").asText());
    assertEquals(
        model.sha256().toString(), end.at("/outputs/0/facets/version/datasetVersion").asText());
    assertEquals(plan.sha256().toString(), end.at("/run/facets/lineal_run/plan_sha256").asText());
    assertTrue(end.get("schemaURL").asText().startsWith("https://openlineage.io/spec/"));
  }

  @Test
  void theRunsIdIsItsPlansFirstBitsAsAUuidOfVersionEight() {
    String id = LineageEvents.runId(plan.sha256()).toString();
    assertEquals(8, LineageEvents.runId(plan.sha256()).version());
    assertEquals(2, LineageEvents.runId(plan.sha256()).variant());
    assertTrue(id.startsWith(plan.sha256().toString().substring(0, 8)), id);
  }

  @Test
  void aFileGetsALinePerEvent() throws Exception {
    Path file = folder.resolve("events.jsonl");
    EventSink.at(file.toUri().toString()).emit(events);
    assertEquals(
        List.of(EventSink.text(events.get(0)), EventSink.text(events.get(1))),
        Files.readAllLines(file));
  }

  @Test
  void aServerGetsThemPostedAndItsRefusalIsSaid() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          got.add(new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(got.size() > 2 ? 500 : 201, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      EventSink.at(url).emit(events);
      List<String> sent = new ArrayList<>();
      for (OpenLineage.RunEvent event : events) {
        sent.add(EventSink.text(event));
      }
      assertEquals(sent, got);
      LineageException refused =
          assertThrows(LineageException.class, () -> EventSink.at(url).emit(events));
      assertEquals("openlineage.not_taken", refused.code());
      assertTrue(refused.problem().endsWith("it answers HTTP 500."), refused.problem());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void otherTargetsAreRefused() {
    assertEquals(
        "openlineage: must be http://, https:// or file:///, not ftp://there",
        assertThrows(IllegalArgumentException.class, () -> EventSink.at("ftp://there"))
            .getMessage());
  }
}
