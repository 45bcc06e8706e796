package dev.lineal.jobs.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lineal.jobs.owners.OwnerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link TestOwner} behind a real HTTP server on a free loopback port. */
public final class TestAgent implements AutoCloseable {
  private final TestOwner owner;
  private final AtomicLong busyNanos = new AtomicLong();
  private ExecutorService threads;
  private HttpServer server;
  private int port;

  public TestAgent(TestOwner owner) {
    this.owner = owner;
    start();
  }

  /** Listens, on the same port as before when it was stopped. */
  public void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    threads = Executors.newFixedThreadPool(2);
    server.setExecutor(threads);
    server.createContext("/v1/sessions/", this::refresh);
    server.start();
  }

  /** Closes every connection and the port. */
  public void stop() {
    server.stop(0);
    threads.shutdown();
  }

  public OwnerAddress address(String name) {
    return new OwnerAddress(name, URI.create("http://127.0.0.1:" + port));
  }

  /** Seconds inside the owner's own code. */
  public double busySeconds() {
    return busyNanos.get() / 1e9;
  }

  private void refresh(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      long before = System.nanoTime();
      byte[] body;
      int status = 200;
      try {
        body = owner.answer(request);
      } catch (TestOwner.Refused e) {
        status = 403;
        body =
            "{\"detail\":\"%s\",\"rule\":\"one-digest\"}"
                .formatted(e.getMessage())
                .getBytes(StandardCharsets.UTF_8);
      } catch (RuntimeException e) {
        e.printStackTrace();
        status = 500;
        body = ("{\"detail\":\"" + e.getMessage() + "\"}").getBytes(StandardCharsets.UTF_8);
      }
      busyNanos.addAndGet(System.nanoTime() - before);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    stop();
    owner.close();
  }
}
