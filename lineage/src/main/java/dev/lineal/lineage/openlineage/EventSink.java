package dev.lineal.lineage.openlineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lineal.lineage.LineageErrors;
import io.openlineage.client.OpenLineage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Where events go: a file, one line each, or an OpenLineage server such as Marquez. */
public final class EventSink {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PATH = "/api/v1/lineage";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final URI target;

  private EventSink(URI target) {
    this.target = target;
  }

  /**
   * A sink.
   *
   * @param target {@code http://HOST:PORT} or {@code https://...}, to whose {@value #PATH} events
   *     are posted, or {@code file:///PATH}
   */
  public static EventSink at(String target) {
    URI uri = URI.create(target);
    if (uri.getScheme() == null || !uri.getScheme().matches("https?|file")) {
      throw new IllegalArgumentException(
          "openlineage: must be http://, https:// or file:///, not " + target);
    }
    return new EventSink(uri);
  }

  /**
   * Hands events over, in order.
   *
   * @throws dev.lineal.lineage.LineageException where the file or the server does not take them
   */
  public void emit(List<OpenLineage.RunEvent> events) {
    try {
      for (OpenLineage.RunEvent event : events) {
        if (target.getScheme().equals("file")) {
          append(text(event));
        } else {
          post(text(event));
        }
      }
    } catch (IOException e) {
      throw LineageErrors.eventsNotTaken(where(), e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LineageErrors.eventsNotTaken(where(), "interrupted");
    }
  }

  /** Without what an address may hold of an account. */
  private String where() {
    return target.getScheme().equals("file")
        ? target.getPath()
        : target.getHost() + ":" + target.getPort();
  }

  static String text(OpenLineage.RunEvent event) throws JsonProcessingException {
    return JSON.writeValueAsString(event);
  }

  private void append(String event) throws IOException {
    Files.writeString(
        Path.of(target),
        event + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void post(String event) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target.resolve(PATH))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event))
            .build();
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    if (status >= 300) {
      throw LineageErrors.eventsNotTaken(where(), "it answers HTTP " + status);
    }
  }
}
