package dev.lineal.jobs.owners;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request body of buffers that are in memory: handed out in slices, none of which is copied. The
 * JDK's own publisher of arrays copies all of them before the first byte leaves. May be sent again.
 */
final class BufferedBody implements HttpRequest.BodyPublisher {
  private static final int SLICE = 1 << 17;

  private final List<ByteBuffer> buffers;

  /**
   * @param buffers nobody changes their content while this is in use
   */
  BufferedBody(List<ByteBuffer> buffers) {
    this.buffers = List.copyOf(buffers);
  }

  @Override
  public long contentLength() {
    return buffers.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Slices(subscriber));
  }

  /** Hands out as many slices as were asked for (Reactive Streams 1.0.4, rules 1.1, 1.3, 3.3). */
  private final class Slices implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong wanted = new AtomicLong();
    private int buffer;
    private int offset;
    private volatile boolean ended;

    Slices(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        ended = true;
        subscriber.onError(new IllegalArgumentException("A subscriber asks for at least one."));
      } else if (wanted.getAndAccumulate(count, Slices::sum) == 0) {
        drain(); // else a call further up this stack, or another thread, is at it
      }
    }

    private static long sum(long a, long b) {
      return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private void drain() {
      do {
        if (!ended && more()) {
          subscriber.onNext(next());
        }
        if (!ended && !more()) {
          ended = true;
          subscriber.onComplete();
        }
      } while (!ended && wanted.decrementAndGet() > 0);
    }

    private boolean more() {
      while (buffer < buffers.size() && offset == buffers.get(buffer).remaining()) {
        buffer++;
        offset = 0;
      }
      return buffer < buffers.size();
    }

    private ByteBuffer next() {
      ByteBuffer whole = buffers.get(buffer);
      int length = Math.min(SLICE, whole.remaining() - offset);
      ByteBuffer slice = whole.slice(whole.position() + offset, length);
      offset += length;
      return slice;
    }

    @Override
    public void cancel() {
      ended = true;
    }
  }
}
