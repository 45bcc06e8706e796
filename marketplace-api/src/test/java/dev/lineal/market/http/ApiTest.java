package dev.lineal.market.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.lineage.verify.BundleVerifier;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API over real HTTP, real tables and a real chain; every answer against OpenAPI. */
class ApiTest {
  private static Market market;
  private static Api api;
  private static List<String> models;
  private static String child;

  @BeforeAll
  static void start() throws Exception {
    market = Market.whole();
    api = market.api();
    models = ids(api.json(200, "/v1/models"));
    child = child();
  }

  @AfterAll
  static void stop() {
    market.close();
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.get("items").forEach(item -> ids.add(item.get("id").asText()));
    return ids;
  }

  /** The model that has a parent. */
  private static String child() throws IOException, InterruptedException {
    for (String id : models) {
      if (!api.json(200, "/v1/models/" + id).get("sources").get("parent").isNull()) {
        return id;
      }
    }
    throw new AssertionError("no model has a parent");
  }

  @Test
  void everyDocumentedRouteAnswersAsDocumented() throws Exception {
    int routes = 0;
    Iterator<String> paths = api.document().get("paths").fieldNames();
    while (paths.hasNext()) {
      String path = paths.next();
      String filled = path;
      if (path.contains("{id}")) {
        String list = path.substring(0, path.indexOf("/{id}"));
        filled = path.replace("{id}", ids(api.json(200, list)).get(0));
        assertEquals(404, api.checked(path.replace("{id}", "0".repeat(64))).statusCode(), path);
        assertEquals(400, api.checked(path.replace("{id}", "x")).statusCode(), path);
        assertEquals(400, api.checked(filled + "?x=1").statusCode(), path);
      }
      assertEquals(200, api.checked(filled).statusCode(), filled);
      routes++;
    }
    assertTrue(routes >= 20, routes + " routes");
  }

  @Test
  void cursorsShowEverythingOnceInEveryOrder() throws Exception {
    for (String sort : List.of("created", "-created", "name", "-name", "rows", "-rows")) {
      for (String list : List.of("datasets", "models", "runs", "grants")) {
        List<String> whole = ids(api.json(200, "/v1/%s?sort=%s".formatted(list, sort)));
        List<String> seen = new ArrayList<>();
        String next = "/v1/%s?sort=%s&limit=1".formatted(list, sort);
        while (next != null) {
          HttpResponse<byte[]> answer = api.checked(next);
          JsonNode page = Api.MAPPER.readTree(answer.body());
          seen.addAll(ids(page));
          next = page.get("next").isNull() ? null : page.get("next").asText();
          String link = next == null ? "" : "<" + next + ">; rel=\"next\"";
          assertEquals(link, answer.headers().firstValue("Link").orElse(""));
        }
        assertEquals(whole, seen, list + " by " + sort);
        assertEquals(whole.size(), new HashSet<>(seen).size());
      }
    }
  }

  @Test
  void filtersLeaveOutWhatDoesNotMatch() throws Exception {
    assertEquals(2, total("/v1/models?search=THREE%20digit"));
    assertEquals(0, total("/v1/models?search=three%20nothing"));
    assertEquals(2, total("/v1/models?task=logistic&licence=commercial"));
    assertEquals(0, total("/v1/models?task=linear"));
    assertEquals(0, total("/v1/models?licence=free"));
    JsonNode dataset = api.json(200, "/v1/datasets?limit=1").get("items").get(0);
    String owner = dataset.get("owner").asText();
    assertEquals(2, total("/v1/datasets?owner=" + owner));
    assertEquals(2, total("/v1/models?owner=" + owner.toLowerCase()));
    assertEquals(0, total("/v1/models?owner=0x0000000000000000000000000000000000000001"));
  }

  private static int total(String path) throws IOException, InterruptedException {
    return api.json(200, path).get("total").asInt();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, bad-query",
    "limit=101, bad-query",
    "limit=99999999999999999999, bad-query",
    "limit=-1, bad-query",
    "limit=1&limit=2, bad-query",
    "sort=price, bad-query",
    "task=sql%27%20OR%201=1, bad-query",
    "licence=any, bad-query",
    "owner=, bad-query",
    "limit=, bad-query",
    "owner=0x12, bad-query",
    "owner=%C3%A9%E2%89%88, bad-query",
    "owner=%3Cscript%3E, bad-query",
    "unknown=1, bad-query",
    "cursor=x, bad-cursor",
    "cursor=..%2F..%2Fetc, bad-cursor",
    "cursor=AAAA, bad-cursor"
  })
  void whatIsNotUnderstoodIsAProblem(String query, String type) throws Exception {
    JsonNode problem = api.json(400, "/v1/models?" + query);
    assertEquals("https://lineal.dev/problems/" + type, problem.get("type").asText());
    assertFalse(problem.get("action").asText().isEmpty());
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() throws Exception {
    String next = api.json(200, "/v1/models?limit=1").get("next").asText();
    JsonNode problem = api.json(400, next + "&sort=name");
    assertEquals("https://lineal.dev/problems/bad-cursor", problem.get("type").asText());
    String long200 = "a".repeat(201);
    assertEquals(400, api.checked("/v1/models?search=" + long200).statusCode());
  }

  @Test
  void addressesAndMethodsThatAreNotThereAreProblems() throws Exception {
    HttpResponse<byte[]> answer = api.send("/v1/nothing");
    assertEquals(404, answer.statusCode());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    assertEquals(
        "https://lineal.dev/problems/not-found",
        Api.MAPPER.readTree(answer.body()).get("type").asText());
    HttpResponse<byte[]> written = api.post("/v1/models");
    assertEquals(405, written.statusCode());
    assertEquals("GET, HEAD", written.headers().firstValue("Allow").orElse(""));
    assertEquals(
        "https://lineal.dev/problems/method",
        Api.MAPPER.readTree(written.body()).get("type").asText());
  }

  @Test
  void itemsAndManifestsAreTaggedByTheirDigest() throws Exception {
    for (String list : List.of("datasets", "models")) {
      String id = ids(api.json(200, "/v1/" + list)).get(0);
      for (String path : List.of("", "/manifest")) {
        String address = "/v1/" + list + "/" + id + path;
        HttpResponse<byte[]> answer = api.checked(address);
        assertEquals('"' + id + '"', answer.headers().firstValue("ETag").orElse(""));
        assertEquals(304, api.checked(address, "If-None-Match", '"' + id + '"').statusCode());
        assertEquals(200, api.checked(address, "If-None-Match", "\"another\"").statusCode());
      }
      byte[] manifest = api.checked("/v1/" + list + "/" + id + "/manifest").body();
      assertEquals(id, Sha256.hash(manifest).toString());
    }
    String run = ids(api.json(200, "/v1/runs")).get(0);
    JsonNode item = api.json(200, "/v1/runs/" + run);
    assertEquals(
        '"' + item.get("manifest_sha256").asText() + '"',
        api.checked("/v1/runs/" + run).headers().firstValue("ETag").orElse(""));
  }

  @Test
  void lineageLeadsFromAModelToItsParentsDatasets() throws Exception {
    String path = "/v1/models/" + child + "/lineage";
    JsonNode nodes = api.json(200, path).get("nodes");
    Set<String> kinds = new HashSet<>();
    nodes.forEach(node -> kinds.add(node.get("kind").asText()));
    assertEquals(Set.of("model", "run", "run-plan", "dataset"), kinds);
    assertEquals(10, nodes.size());
    assertEquals(0, nodes.get(0).get("out").size());
    assertEquals(2, nodes.get(0).get("in").size());
    JsonNode near = api.json(200, path + "?depth=1");
    assertEquals(3, near.get("nodes").size());
    assertTrue(near.get("truncated").asBoolean());
    assertEquals(1, api.json(200, path + "?direction=down").get("nodes").size());
    assertEquals(10, api.json(200, path + "?direction=both").get("nodes").size());
    for (String query : List.of("depth=101", "depth=-1", "direction=sideways")) {
      assertEquals(400, api.checked(path + "?" + query).statusCode(), query);
    }
  }

  @Test
  void aDatasetTellsWhichModelsLearnedFromIt() throws Exception {
    String run = api.json(200, "/v1/models/" + child).get("sources").get("run").asText();
    String dataset = api.json(200, "/v1/runs/" + run).get("datasets").get(0).get("id").asText();
    assertEquals(List.of(child), ids(api.json(200, "/v1/datasets/" + dataset + "/models")));
    JsonNode card = api.json(200, "/v1/datasets/" + dataset + "/card");
    assertFalse(card.get("schema").isNull());
    assertEquals(1, card.get("models").size());
  }

  @Test
  void theChainTellsLicencePriceAndPay() throws Exception {
    JsonNode card = api.json(200, "/v1/models/" + child + "/card");
    assertEquals("1000000000000000", card.get("licence").get("price_per_call_wei").asText());
    assertTrue(card.get("licence").get("commercial_use").asBoolean());
    JsonNode contributors = api.json(200, "/v1/models/" + child + "/contributors");
    assertTrue(contributors.get("measured").asBoolean());
    contributors
        .get("shares")
        .forEach(share -> assertEquals(share.get("share_bp"), share.get("paid_bp")));
    assertEquals(1, contributors.get("parents").size());
    assertEquals("2700000000000000", contributors.get("earned_wei").asText());
    JsonNode grants = api.json(200, "/v1/grants?licence=commercial");
    assertEquals(4, grants.get("total").asInt());
    assertEquals(31_337, grants.get("index").get("chain").get("chain_id").asInt());
    assertFalse(grants.get("index").get("chain").get("stale").asBoolean());
  }

  @Test
  void verificationSaysWhatHoldsAndWhatWasNotChecked() throws Exception {
    JsonNode found = api.json(200, "/v1/models/" + child + "/verification");
    assertEquals(23, found.get("checks").size());
    assertEquals("ok", found.get("status").asText());
    assertEquals(List.of(), failed(found));
    double each = 0;
    for (JsonNode check : found.get("checks")) {
      each += check.get("took_ms").asDouble();
    }
    assertTrue(each > 0 && each < found.get("took_ms").asDouble() + 1, each + " ms of " + found);
    String parent = models.stream().filter(id -> !id.equals(child)).findFirst().orElseThrow();
    JsonNode other = api.json(200, "/v1/models/" + parent + "/verification");
    assertEquals("failed", other.get("status").asText());
    assertEquals(List.of("anchor-on-chain"), failed(other), "its root is on no chain");
    assertTrue(found.get("not_covered").size() >= 5);
    assertEquals(
        "failed", api.json(200, "/v1/models/" + parent + "/card").get("verification").asText());
  }

  private static List<String> failed(JsonNode verification) {
    List<String> failed = new ArrayList<>();
    for (JsonNode check : verification.get("checks")) {
      if (check.get("status").asText().equals("failed")) {
        failed.add(check.get("name").asText());
      }
    }
    return failed;
  }

  @Test
  void bundlesVerifyOffline(@TempDir Path folder) throws Exception {
    for (String model : models) {
      HttpResponse<byte[]> answer = api.checked("/v1/models/" + model + "/bundle");
      Path zip = folder.resolve(model + ".zip");
      Files.write(zip, answer.body());
      assertTrue(BundleVerifier.offline(BundleFiles.read(zip)).holds());
      String tag = answer.headers().firstValue("ETag").orElseThrow();
      String path = "/v1/models/" + model + "/bundle";
      assertEquals(304, api.checked(path, "If-None-Match", tag).statusCode());
    }
  }

  @Test
  void metricsAreInPrometheusFormat() throws Exception {
    String text = api.text(200, "/metrics");
    assertTrue(text.contains("lineal_market_entries{kind=\"model\"} 2"), text);
    assertTrue(
        text.contains("lineal_http_requests_total{method=\"GET\",route=\"/v1/models\""), text);
  }
}
