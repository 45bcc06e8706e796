package dev.lineal.jobs.owners;

import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.JobException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners' agents over HTTP/1.1: all are asked at once; one that cannot be reached or answers
 * 503 is asked again with growing pauses, which pauses the run and says so.
 */
public final class HttpOwners implements OwnerChannel {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HttpOwners.class);
  private static final Pattern WORKED = Pattern.compile("answer;dur=(\\d{1,9}\\.?\\d{0,6})");
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final String SHARDS_READ = "shards-read";
  private static final Duration SHARDS_PAUSE = Duration.ofSeconds(1);
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
  public boolean wantsEvidence() {
    return IntStream.range(0, owners()).anyMatch(access::wantsEvidence);
  }

  @Override
  public List<OwnerAnswer> refresh(Optional<Evidence> before, RefreshRequest request) {
    return all(IntStream.range(0, owners()).mapToObj(owner -> ask(owner, before, request)));
  }

  @Override
  public void tell(Evidence evidence) {
    all(
        IntStream.range(0, owners())
            .filter(access::wantsEvidence)
            .mapToObj(
                owner -> {
                  RefreshEvidence mine = evidence.forOwner(owner);
                  return send(owner, post(owner, "/evidence", buffers(mine)));
                }));
  }

  private static List<OwnerAnswer> all(Stream<CompletableFuture<OwnerAnswer>> asked) {
    List<CompletableFuture<OwnerAnswer>> answers = asked.toList();
    try {
      return answers.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      answers.forEach(answer -> answer.cancel(true));
      JobException known = JobException.within(e);
      throw known != null ? known : e;
    }
  }

  private static List<ByteBuffer> buffers(RefreshEvidence evidence) {
    return evidence.parts().stream().map(ByteBuffer::wrap).toList();
  }

  private CompletableFuture<OwnerAnswer> ask(
      int owner, Optional<Evidence> before, RefreshRequest request) {
    if (before.isEmpty() || !access.wantsEvidence(owner)) {
      return send(owner, post(owner, "/refresh", List.of(request.buffer())));
    }
    RefreshEvidence evidence = before.get().forOwner(owner);
    List<ByteBuffer> body = new ArrayList<>(buffers(evidence));
    body.add(request.buffer());
    return send(
        owner,
        post(owner, "/refresh", body).header("Lineal-Evidence", Long.toString(evidence.length())));
  }

  private HttpRequest.Builder post(int place, String what, List<ByteBuffer> body) {
    URI uri = addresses.get(place).url().resolve("/v1/sessions/" + access.run() + what);
    return HttpRequest.newBuilder(uri)
        .timeout(ANSWER)
        .header("Content-Type", "application/octet-stream")
        .header("Authorization", access.authorization(place))
        .POST(new BufferedBody(body));
  }

  private CompletableFuture<OwnerAnswer> send(int owner, HttpRequest.Builder request) {
    return new Asking(addresses.get(owner), request.build(), System.nanoTime()).attempt(0);
  }

  /** One owner, one request, until there is an answer or patience ends. */
  private final class Asking {
    private final OwnerAddress owner;
    private final HttpRequest request;
    private volatile long since;

    Asking(OwnerAddress owner, HttpRequest request, long since) {
      this.owner = owner;
      this.request = request;
      this.since = since;
    }

    CompletableFuture<OwnerAnswer> attempt(int number) {
      return CLIENT
          .sendAsync(request, WholeBody.handler())
          .handle((response, failure) -> next(number, response, failure))
          .thenCompose(step -> step);
    }

    private CompletableFuture<OwnerAnswer> next(
        int number, HttpResponse<byte[]> response, Throwable failure) {
      if (failure != null) {
        return again(number, reason(failure));
      }
      return switch (response.statusCode()) {
        case 200, 204 -> {
          if (number > 0) {
            LOG.warn("Owner {} answers again; the run goes on.", owner);
          }
          yield CompletableFuture.completedFuture(answer(response));
        }
        case 503 -> busy(number, Problem.of(response.body()));
        default ->
            CompletableFuture.failedFuture(
                Problem.of(response.body()).error(owner, response.statusCode()));
      };
    }

    /** An owner that reads the study's shards is at work; patience is for those that are not. */
    private CompletableFuture<OwnerAnswer> busy(int number, Problem problem) {
      if (!problem.rule().equals(SHARDS_READ)) {
        return again(number, "it is busy or starting (HTTP 503)");
      }
      LOG.info("The run waits for owner {}: {}", owner, problem.detail());
      since = System.nanoTime();
      return later(number, SHARDS_PAUSE);
    }

    private CompletableFuture<OwnerAnswer> again(int number, String why) {
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
      return later(number, pause);
    }

    private CompletableFuture<OwnerAnswer> later(int number, Duration pause) {
      return CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
          .thenCompose(nothing -> attempt(number + 1));
    }
  }

  private static OwnerAnswer answer(HttpResponse<byte[]> response) {
    String hex = response.headers().firstValue("Lineal-Signature").orElse("");
    byte[] signature = hex.matches("[0-9a-f]{128}") ? HexFormat.of().parseHex(hex) : new byte[0];
    return new OwnerAnswer(response.body(), signature, worked(response));
  }

  /** Of {@code Server-Timing: answer;dur=MILLISECONDS} (W3C Server Timing). */
  private static long worked(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Server-Timing")
        .map(WORKED::matcher)
        .filter(Matcher::matches)
        .map(found -> (long) (Double.parseDouble(found.group(1)) * 1e6))
        .orElse(0L);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String text = cause.getMessage() == null ? "no connection" : cause.getMessage();
    return cause instanceof IOException ? text : cause.getClass().getSimpleName() + ": " + text;
  }
}
