package dev.lineal.market.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * HTTP with a token. Silence and answers from 500 on are tried again, {@value #TRIES} times in all,
 * after 0.2, 0.4 and 0.8 seconds, give or take half.
 */
final class AirflowCalls {
  static final int TRIES = 4;

  private static final long FIRST_PAUSE_MS = 200;
  private static final int MOST_BYTES = 16 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AirflowAccount account;

  /** HTTP/1.1: with an upgrade offered, uvicorn loses the bodies of requests. */
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private volatile String token;

  AirflowCalls(AirflowAccount account) {
    this.account = account;
  }

  /**
   * An answer below 300.
   *
   * @param body null for none
   * @throws AirflowException for any other
   */
  JsonNode call(String method, String path, JsonNode body) {
    String used = token == null ? login() : token;
    Answer answer = repeated(request(method, "/api/v2" + path, body, used));
    if (answer.status() == 401 || answer.status() == 403 && answer.says("JWT")) {
      answer = repeated(request(method, "/api/v2" + path, body, login()));
    }
    return content(answer);
  }

  private String login() {
    JsonNode who =
        JSON.createObjectNode().put("username", account.user()).put("password", account.password());
    JsonNode said = content(repeated(request("POST", "/auth/token", who, null)));
    token = said.path("access_token").asText();
    return token;
  }

  private HttpRequest request(String method, String path, JsonNode body, String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(account.url() + path))
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return request.build();
  }

  private record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    boolean says(String word) {
      return text().contains(word);
    }
  }

  private Answer repeated(HttpRequest request) {
    for (int tried = 1; ; tried++) {
      AirflowException failure;
      try {
        Answer answer = once(request);
        if (answer.status() < 500) {
          return answer;
        }
        failure = AirflowErrors.failing(account, answer.status());
      } catch (IOException e) {
        failure = AirflowErrors.silent(account, e.getClass().getSimpleName());
      }
      if (tried == TRIES) {
        throw failure;
      }
      pause(FIRST_PAUSE_MS << (tried - 1));
    }
  }

  private Answer once(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return new Answer(answer.statusCode(), body.readNBytes(MOST_BYTES));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AirflowErrors.silent(account, "interrupted");
    }
  }

  private void pause(long about) {
    try {
      long half = about / 2;
      TimeUnit.MILLISECONDS.sleep(half + ThreadLocalRandom.current().nextLong(about));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AirflowErrors.silent(account, "interrupted");
    }
  }

  private JsonNode content(Answer answer) {
    if (answer.status() >= 300) {
      throw AirflowErrors.refused(answer.status(), answer.text());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw AirflowErrors.notUnderstood(account, "no JSON");
    }
  }
}
