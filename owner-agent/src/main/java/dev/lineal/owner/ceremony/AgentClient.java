package dev.lineal.owner.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.owner.home.OwnerException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Asks agents for their messages; knows public keys only. */
final class AgentClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(5);
  private static final int LONGEST_PROBLEM = 1 << 16;
  private static final int LONGEST_INFO = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Roster roster;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  AgentClient(Roster roster) {
    this.roster = roster;
  }

  /**
   * One owner's message of a round.
   *
   * @throws OwnerException naming the owner when it cannot be reached, refuses, or answers with
   *     anything but its own signed message of the round
   */
  CeremonyMessage ask(int owner, int round, byte[] body) {
    Roster.Participant to = roster.participants().get(owner);
    URI url = URI.create(to.url() + roster.path(round));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        if (response.statusCode() != 200) {
          throw problem(to.name(), response.statusCode(), in.readNBytes(LONGEST_PROBLEM));
        }
        int longest = CeremonyMessage.OVERHEAD + roster.longestPayload();
        return message(owner, round, in.readNBytes(longest + 1));
      }
    } catch (IOException e) {
      throw CeremonyErrors.unreachable(to.name(), to.url(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CeremonyErrors.unreachable(to.name(), to.url(), e);
    }
  }

  /**
   * What an owner's agent says of the study's key sets; a hint for the driver, checked by agents.
   *
   * @param made number of the newest one that it has
   * @param agreed number of the newest one that its owner agreed to make
   */
  record KeySets(int made, int agreed) {}

  KeySets keySets(int owner) {
    Roster.Participant from = roster.participants().get(owner);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(from.url() + "/v1/info")).timeout(CONNECT).build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        if (response.statusCode() != 200) {
          throw CeremonyErrors.broken(from.name(), response.statusCode());
        }
        for (JsonNode study : JSON.readTree(in.readNBytes(LONGEST_INFO)).path("studies")) {
          if (study.path("id").asText().equals(roster.study())) {
            return new KeySets(study.path("key_set").asInt(), study.path("agreed_key_set").asInt());
          }
        }
        return new KeySets(0, 0);
      }
    } catch (IOException e) {
      throw CeremonyErrors.unreachable(from.name(), from.url(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CeremonyErrors.unreachable(from.name(), from.url(), e);
    }
  }

  private CeremonyMessage message(int owner, int round, byte[] bytes) {
    Roster.Participant from = roster.participants().get(owner);
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      CeremonyMessage message = CeremonyMessage.read(in, roster.longestPayload());
      if (!in.hasRemaining()
          && message.owner() == owner
          && message.round() == round
          && message.signedBy(from.key())) {
        return message;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw CeremonyErrors.message(
        from.name(), round, "its agent at " + from.url() + " answered without its signature");
  }

  private static OwnerException problem(String owner, int status, byte[] body) {
    try {
      JsonNode problem = JSON.readTree(body);
      String rule = problem.path("rule").asText();
      String detail = problem.path("detail").asText();
      if (!rule.isEmpty() && !detail.isEmpty()) {
        return CeremonyErrors.refusedBy(owner, rule, detail);
      }
    } catch (IOException e) {
      // No problem document: told by its status.
    }
    return CeremonyErrors.broken(owner, status);
  }
}
