package dev.lineal.jobs.owners;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of requests and answers over a real connection, and the demand that drives them. */
class BodiesTest {
  private static final int SLICE = 1 << 17;

  private final HttpClient client = HttpClient.newHttpClient();
  private final byte[] head = random(88);
  private final byte[] data = random(5 * SLICE + 3);
  private HttpServer server;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private BufferedBody body() {
    return new BufferedBody(
        List.of(
            ByteBuffer.wrap(head),
            ByteBuffer.allocate(0),
            ByteBuffer.wrap(data, 1, data.length - 1).slice().asReadOnlyBuffer()));
  }

  private byte[] sent() {
    byte[] sent = new byte[head.length + data.length - 1];
    System.arraycopy(head, 0, sent, 0, head.length);
    System.arraycopy(data, 1, sent, head.length, data.length - 1);
    return sent;
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/echo",
        exchange -> {
          byte[] got = exchange.getRequestBody().readAllBytes();
          boolean stated = !exchange.getRequestURI().getPath().endsWith("chunked");
          exchange.sendResponseHeaders(200, stated ? got.length : 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(got);
          }
        });
    server.createContext(
        "/short",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(new byte[40]);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpRequest post(String path) {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return HttpRequest.newBuilder(uri).POST(body()).build();
  }

  @Test
  void send_aBodyOfSeveralBuffers_twice() throws Exception {
    HttpRequest request = post("/echo");
    assertArrayEquals(sent(), client.send(request, WholeBody.handler()).body());
    assertArrayEquals(sent(), client.send(request, WholeBody.handler()).body());
    assertEquals(sent().length, body().contentLength());
  }

  @Test
  void send_toOneThatStatesNoLength() throws Exception {
    assertArrayEquals(sent(), client.send(post("/echo/chunked"), WholeBody.handler()).body());
  }

  @Test
  void send_toOneThatEndsEarly() {
    assertThrows(IOException.class, () -> client.send(post("/short"), WholeBody.handler()));
  }

  @Test
  void request_handsOutAsMuchAsIsAskedFor_andEndsOnce() {
    Asking subscriber = new Asking();
    body().subscribe(subscriber);
    assertEquals(0, subscriber.slices.size());
    subscriber.subscription.request(2);
    assertEquals(2, subscriber.slices.size());
    assertEquals(0, subscriber.ends);
    subscriber.subscription.request(Long.MAX_VALUE);
    assertEquals(7, subscriber.slices.size());
    assertEquals(1, subscriber.ends);
    assertTrue(subscriber.slices.stream().allMatch(slice -> slice.remaining() <= SLICE));
    ByteBuffer all = ByteBuffer.allocate(sent().length);
    subscriber.slices.forEach(all::put);
    assertArrayEquals(sent(), all.array());
    subscriber.subscription.request(1);
    assertEquals(1, subscriber.ends);
  }

  @Test
  void cancel_handsOutNothingMore() {
    Asking subscriber = new Asking();
    body().subscribe(subscriber);
    subscriber.subscription.request(1);
    subscriber.subscription.cancel();
    subscriber.subscription.request(9);
    assertEquals(1, subscriber.slices.size());
    assertEquals(0, subscriber.ends);
  }

  /** Keeps what comes. */
  private static final class Asking implements Flow.Subscriber<ByteBuffer> {
    private final List<ByteBuffer> slices = new ArrayList<>();
    private Flow.Subscription subscription;
    private int ends;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ByteBuffer slice) {
      slices.add(slice);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      ends++;
    }
  }
}
