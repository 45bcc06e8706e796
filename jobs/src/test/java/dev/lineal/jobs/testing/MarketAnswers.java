package dev.lineal.jobs.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running market, asked over HTTP; every answer is held against its own OpenAPI document. */
public final class MarketAnswers {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final String ID = "{id}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;
  private final JsonNode document;

  /**
   * @param address any of its pages
   */
  public MarketAnswers(String address) throws IOException, InterruptedException {
    this.base = URI.create(address).resolve("/");
    this.document = JSON.readTree(get("/openapi.json").body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
  }

  /** A page. */
  public String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode(), path);
    return answer.body();
  }

  /** The good answer of a list or of the service itself. */
  public JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(checked(path, path).body());
  }

  /** Asks every documented question, those of an item about every item there is; the addresses. */
  public List<String> everything() throws IOException, InterruptedException {
    List<String> asked = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (String address : addresses(path.getKey())) {
        checked(path.getKey(), address);
        asked.add(address);
      }
    }
    return asked;
  }

  private List<String> addresses(String path) throws IOException, InterruptedException {
    if (!path.contains(ID)) {
      return List.of(path);
    }
    List<String> addresses = new ArrayList<>();
    for (JsonNode item : json(path.substring(0, path.indexOf("/" + ID))).get("items")) {
      addresses.add(path.replace(ID, item.get("id").asText()));
    }
    return addresses;
  }

  private HttpResponse<String> checked(String path, String address)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = get(address);
    assertEquals(200, answer.statusCode(), address + ": " + answer.body());
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    JsonNode content = document.at("/paths").path(path).at("/get/responses/200/content").get(type);
    assertNotNull(content, address + " answers " + type + ", undocumented");
    if (type.endsWith("json")) {
      ObjectNode schema = content.get("schema").deepCopy();
      schema.set("components", document.get("components"));
      assertEquals(
          List.of(),
          REGISTRY
              .getSchema(schema.toString(), InputFormat.JSON)
              .validate(answer.body(), InputFormat.JSON),
          address + ": " + answer.body());
    }
    return answer;
  }
}
