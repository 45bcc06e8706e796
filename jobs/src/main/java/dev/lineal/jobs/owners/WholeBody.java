package dev.lineal.jobs.owners;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** An answer's body in one array of its stated length, each byte copied once. */
final class WholeBody implements HttpResponse.BodySubscriber<byte[]> {
  private final byte[] body;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private int filled;

  private WholeBody(int length) {
    this.body = new byte[length];
  }

  /** For answers with a Content-Length; others are read as the JDK does. */
  static HttpResponse.BodyHandler<byte[]> handler() {
    return answer -> {
      OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
      return length.isPresent() && length.getAsLong() <= Integer.MAX_VALUE - 16
          ? new WholeBody((int) length.getAsLong())
          : HttpResponse.BodySubscribers.ofByteArray();
    };
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int length = Math.min(buffer.remaining(), body.length - filled);
      buffer.get(body, filled, length);
      filled += length;
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (filled == body.length) {
      whole.complete(body);
    } else {
      whole.completeExceptionally(
          new IOException("the answer ends after " + filled + " of " + body.length + " bytes"));
    }
  }
}
