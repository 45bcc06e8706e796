package dev.lineal.jobs.owners;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.JobException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners' agents over HTTP/1.1: all are asked at once; one that cannot be reached or answers
 * 503 is asked again with growing pauses, which pauses the run and says so.
 */
public final class HttpOwners implements OwnerChannel {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HttpOwners.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(5);

  /** One per process, so that connections are reused. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private final ArrayList<OwnerAddress> addresses;
  private final RunAccess access;
  private final Patience patience;

  /**
   * @param access to the run, as the owners gave it when it was opened
   */
  public HttpOwners(List<OwnerAddress> addresses, RunAccess access, Patience patience) {
    this.addresses = new ArrayList<>(addresses);
    this.access = access;
    this.patience = patience;
  }

  @Override
  public int owners() {
    return addresses.size();
  }

  @Override
  public List<byte[]> refresh(byte[] request) {
    List<CompletableFuture<byte[]>> answers =
        IntStream.range(0, owners()).mapToObj(owner -> ask(owner, request)).toList();
    try {
      return answers.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      answers.forEach(answer -> answer.cancel(true));
      JobException known = JobException.within(e);
      throw known != null ? known : e;
    }
  }

  private CompletableFuture<byte[]> ask(int place, byte[] body) {
    OwnerAddress owner = addresses.get(place);
    URI uri = owner.url().resolve("/v1/sessions/" + access.run() + "/refresh");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Content-Type", "application/octet-stream")
            .header("Authorization", access.authorization(place))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return new Asking(owner, request, System.nanoTime()).attempt(0);
  }

  /** One owner, one request, until there is an answer or patience ends. */
  private final class Asking {
    private final OwnerAddress owner;
    private final HttpRequest request;
    private final long since;

    Asking(OwnerAddress owner, HttpRequest request, long since) {
      this.owner = owner;
      this.request = request;
      this.since = since;
    }

    CompletableFuture<byte[]> attempt(int number) {
      return CLIENT
          .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
          .handle((response, failure) -> next(number, response, failure))
          .thenCompose(step -> step);
    }

    private CompletableFuture<byte[]> next(
        int number, HttpResponse<byte[]> response, Throwable failure) {
      if (failure != null) {
        return again(number, reason(failure));
      }
      return switch (response.statusCode()) {
        case 200 -> {
          if (number > 0) {
            LOG.warn("Owner {} answers again; the run goes on.", owner);
          }
          yield CompletableFuture.completedFuture(response.body());
        }
        case 503 -> again(number, "it is busy or starting (HTTP 503)");
        default ->
            CompletableFuture.failedFuture(
                Problem.of(response.body()).error(owner, response.statusCode()));
      };
    }

    private CompletableFuture<byte[]> again(int number, String why) {
      Duration waited = Duration.ofNanos(System.nanoTime() - since);
      Duration pause = patience.pause(number);
      if (waited.plus(pause).compareTo(patience.total()) > 0) {
        return CompletableFuture.failedFuture(
            JobErrors.ownerDown(owner.name(), owner.url().toString(), waited, why));
      }
      LOG.warn(
          "The run pauses: owner {} does not answer ({}). Asked again in {} ms, for {} s more.",
          owner,
          why,
          pause.toMillis(),
          patience.total().minus(waited).toSeconds());
      return CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
          .thenCompose(nothing -> attempt(number + 1));
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String text = cause.getMessage() == null ? "no connection" : cause.getMessage();
    return cause instanceof IOException ? text : cause.getClass().getSimpleName() + ": " + text;
  }
}
