package dev.lineal.market.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A client that holds every answer against the server's own OpenAPI document. */
final class Api {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final String url;
  private final JsonNode document;
  private final Map<String, Schema> schemas = new HashMap<>();

  Api(String url) throws IOException, InterruptedException {
    this.url = url;
    this.document = MAPPER.readTree(send("/openapi.json").body());
  }

  JsonNode document() {
    return document;
  }

  /** Any answer, unchecked. */
  HttpResponse<byte[]> send(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** What comes of an attempt to write. */
  HttpResponse<byte[]> post(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  /** An answer of a documented status whose body has the documented schema. */
  HttpResponse<byte[]> checked(String path, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(path, headers);
    requireDocumented(answer);
    return answer;
  }

  /** Fails where the document does not allow this answer to its request. */
  void requireDocumented(HttpResponse<byte[]> answer) {
    String path = answer.request().uri().toString().substring(url.length());
    String method = answer.request().method().toLowerCase(java.util.Locale.ROOT);
    JsonNode documented =
        operation(path).get(method).get("responses").get(answer.statusCode() + "");
    assertTrue(documented != null, path + " answers " + answer.statusCode() + ", undocumented");
    if (documented.has("$ref")) {
      documented = document.at(documented.get("$ref").asText().substring(1));
    }
    if (!documented.has("content")) {
      assertEquals(0, answer.body().length, path);
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    JsonNode content = documented.get("content").get(type);
    assertTrue(content != null, path + " answers " + type + ", undocumented");
    if (type.endsWith("json")) {
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      Schema schema = schemas.computeIfAbsent(content.get("schema").toString(), this::schema);
      assertEquals(List.of(), schema.validate(text, InputFormat.JSON), path + ": " + text);
    }
  }

  private Schema schema(String text) {
    try {
      ObjectNode schema = (ObjectNode) MAPPER.readTree(text);
      schema.set("components", document.get("components"));
      return REGISTRY.getSchema(schema.toString(), InputFormat.JSON);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The body of a checked answer of this status. */
  JsonNode json(int status, String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = checked(path);
    assertEquals(status, answer.statusCode(), path + ": " + new String(answer.body()));
    return MAPPER.readTree(answer.body());
  }

  String text(int status, String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(path);
    assertEquals(status, answer.statusCode(), path);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private JsonNode operation(String address) {
    String path = address.split("\\?")[0];
    Iterator<String> names = document.get("paths").fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (path.matches(name.replace("{id}", "[^/]+"))) {
        return document.get("paths").get(name);
      }
    }
    throw new AssertionError(path + " is not documented");
  }
}
