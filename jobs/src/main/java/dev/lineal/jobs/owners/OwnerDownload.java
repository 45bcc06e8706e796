package dev.lineal.jobs.owners;

import dev.lineal.jobs.JobErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an owner publishes, by GET; an agent that is away is asked again with growing pauses. */
public record OwnerDownload(OwnerAddress owner, Patience patience) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(OwnerDownload.class);
  private static final Duration FIRST_BYTE = Duration.ofMinutes(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * The body at a path; the caller closes it.
   *
   * @throws dev.lineal.jobs.JobException when the owner has no such thing or stays away
   */
  public InputStream get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(owner.url() + path)).timeout(FIRST_BYTE).build();
    long since = System.nanoTime();
    for (int attempt = 0; ; attempt++) {
      String why = "it is busy or starting (HTTP 503)";
      try {
        HttpResponse<InputStream> response =
            CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
          return response.body();
        }
        response.body().close();
        if (response.statusCode() != 503) {
          throw JobErrors.ownerFailed(owner.toString(), response.statusCode(), "to GET " + path);
        }
      } catch (IOException e) {
        why = e.getMessage() == null ? "no connection" : e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw JobErrors.unavailable("The download was interrupted.", "Run the job again.");
      }
      pause(attempt, since, why);
    }
  }

  private void pause(int attempt, long since, String why) {
    Duration waited = Duration.ofNanos(System.nanoTime() - since);
    Duration pause = patience.pause(attempt);
    if (waited.plus(pause).compareTo(patience.total()) > 0) {
      throw JobErrors.ownerDown(owner.name(), owner.url().toString(), waited, why);
    }
    LOG.warn("Owner {} does not answer ({}); asked again in {} ms.", owner, why, pause.toMillis());
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JobErrors.unavailable("The download was interrupted.", "Run the job again.");
    }
  }
}
