package dev.lineal.market.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.market.airflow.AirflowAccount;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Sources;
import dev.lineal.market.training.Trainings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A market without tables whose trainers submit trainings; answers are held against OpenAPI. */
public final class TrainingMarket implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final MarketIndex index;
  private final MarketServer server;
  private final Api api;

  private TrainingMarket(MarketIndex index, Trainings trainings) throws Exception {
    this.index = index;
    this.server = MarketServer.start(ServerOptions.LOOPBACK, index, Optional.of(trainings));
    this.api = new Api(server.url());
  }

  public static TrainingMarket start(Path folder, AirflowAccount account, Address trainer)
      throws Exception {
    Path store = folder.resolve("work/store");
    Path tables = store.resolve("lineage");
    Duration every = Duration.ofMillis(200);
    Sources sources =
        new Sources(tables, List.of(tables), Optional.of(store), Optional.empty(), every);
    Trainings trainings =
        new Trainings(account, SigningDomain.OFFLINE, Set.of(trainer), Optional.of(store));
    return new TrainingMarket(MarketIndex.open(sources), trainings);
  }

  public HttpResponse<byte[]> post(String type, String body) throws Exception {
    return send(
        request("/v1/runs").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<byte[]> get(String id) throws Exception {
    return send(request("/v1/runs/" + id));
  }

  public HttpResponse<byte[]> delete(String id, String token) throws Exception {
    HttpRequest.Builder request = request("/v1/runs/" + id).DELETE();
    return send(token == null ? request : request.header("Authorization", "Bearer " + token));
  }

  public String page(String id) throws Exception {
    return new String(send(request("/runs/" + id)).body(), StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** The body of an answer of this status, which the API's description must allow. */
  public JsonNode json(int status, HttpResponse<byte[]> answer) throws IOException {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertEquals(status, answer.statusCode(), text);
    api.requireDocumented(answer);
    return Api.MAPPER.readTree(text);
  }

  @Override
  public void close() {
    server.close();
    index.close();
  }
}
