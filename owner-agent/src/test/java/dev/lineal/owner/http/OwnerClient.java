package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.owner.policy.SessionRequest;
import dev.lineal.owner.policy.SignedAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a job does to talk to one owner. */
final class OwnerClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** By owner and run: a token outlives the client and the agent's process. */
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  private final String url;
  private final IdentityKey identity;

  OwnerClient(String url, IdentityKey identity) {
    this.url = url;
    this.identity = identity;
  }

  HttpResponse<byte[]> post(String path, byte[] body) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** A request of a run, with the token that the owner gave for it. */
  private HttpResponse<byte[]> post(Sha256 run, String what, byte[] body) {
    return post(run, what, body, "Bearer " + token(run));
  }

  HttpResponse<byte[]> post(Sha256 run, String what, byte[] body, String authorization) {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/v1/sessions/" + run + what))
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** What this owner gave to whoever opened the run. */
  String token(Sha256 run) {
    return TOKENS.getOrDefault(identity.text() + run, "none");
  }

  HttpResponse<byte[]> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(
          request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> open(SessionRequest request) {
    HttpResponse<byte[]> response = post("/v1/sessions", request.toJson());
    if (response.statusCode() == 200) {
      JsonNode opened = json(response);
      TOKENS.put(identity.text() + opened.get("run").asText(), opened.get("token").asText());
    }
    return response;
  }

  HttpResponse<byte[]> refreshRaw(Sha256 run, byte[] body) {
    return post(run, "/refresh", body);
  }

  /** The answer's bytes, its signature checked. */
  byte[] refresh(RefreshRequest request) {
    HttpResponse<byte[]> response = refreshRaw(Sha256.of(request.run()), request.toBytes());
    assertEquals(200, response.statusCode(), () -> text(response));
    IdentitySignature signature =
        new IdentitySignature(response.headers().firstValue("Lineal-Signature").orElseThrow());
    assertTrue(
        SignedAnswer.verifies(identity, response.body(), request.digest(), signature),
        "the answer's signature");
    return response.body();
  }

  /** What this owner answered, as evidence for the others. */
  RefreshEvidence.Signed signed(RefreshRequest request) {
    HttpResponse<byte[]> response = refreshRaw(Sha256.of(request.run()), request.toBytes());
    assertEquals(200, response.statusCode(), () -> text(response));
    String hex = response.headers().firstValue("Lineal-Signature").orElseThrow();
    return new RefreshEvidence.Signed(HexFormat.of().parseHex(hex), response.body());
  }

  HttpResponse<byte[]> evidence(RefreshEvidence evidence) {
    return post(Sha256.of(evidence.position().run()), "/evidence", bytes(evidence));
  }

  static byte[] bytes(RefreshEvidence evidence) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    evidence.parts().forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** Evidence and the next request in one body. */
  HttpResponse<byte[]> refreshWith(RefreshEvidence evidence, RefreshRequest request) {
    Sha256 run = Sha256.of(request.run());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(bytes(evidence));
    body.writeBytes(request.toBytes());
    return send(
        HttpRequest.newBuilder(URI.create(url + "/v1/sessions/" + run + "/refresh"))
            .header("Authorization", "Bearer " + token(run))
            .header("Lineal-Evidence", Long.toString(evidence.length()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  HttpResponse<byte[]> release(Sha256 run, String name) {
    return post(
        run,
        "/release",
        ("{\"name\":\"" + name + "\",\"schema\":\"lineal.release-request/1\"}")
            .getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<byte[]> attest(Sha256 run, Sha256 manifest, Sha256 head) {
    String body =
        "{\"manifest_sha256\":\"%s\",\"schema\":\"lineal.attestation-request/1\",\"transcript_head\":\"%s\"}"
            .formatted(manifest, head);
    return post(run, "/attestation", body.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines of a run's transcript. */
  List<String> transcript(Sha256 run) {
    HttpResponse<byte[]> response = get("/v1/sessions/" + run + "/transcript");
    assertEquals(200, response.statusCode(), () -> text(response));
    return text(response).lines().toList();
  }

  static Sha256 head(List<String> lines) {
    return Sha256.hash(lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8));
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static String rule(HttpResponse<byte[]> response) {
    return json(response).path("rule").asText("none: " + text(response));
  }
}
