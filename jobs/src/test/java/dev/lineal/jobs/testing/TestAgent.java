package dev.lineal.jobs.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link TestOwner} behind a real HTTP server on a free loopback port. */
public final class TestAgent implements AutoCloseable {
  private final TestOwner owner;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong busyNanos = new AtomicLong();
  private final String token =
      Sha256.hash(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII)).toString();
  private volatile String refusal = "";
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
    server.createContext("/v1/sessions", this::open);
    server.createContext("/v1/datasets/", this::file);
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

  /** What it publishes, by path. */
  public Map<String, byte[]> files() {
    return files;
  }

  /** What it gives to whoever opens a session, and asks of every refresh. */
  String token() {
    return token;
  }

  /** Paths that were asked for by GET. */
  public List<String> asked() {
    return asked;
  }

  /** From now on no session is opened. */
  public void refuse(String rule) {
    refusal = rule;
  }

  private void open(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String body =
          refusal.isEmpty()
              ? "{\"token\":\"" + token + "\"}"
              : "{\"detail\":\"No.\",\"rule\":\"" + refusal + "\"}";
      send(exchange, refusal.isEmpty() ? 200 : 403, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void file(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      byte[] body = files.get(path);
      send(exchange, body == null ? 404 : 200, body == null ? new byte[0] : body);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Seconds inside the owner's own code. */
  public double busySeconds() {
    return busyNanos.get() / 1e9;
  }

  private void refresh(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(
            exchange,
            401,
            "{\"detail\":\"No token.\",\"rule\":\"session-token\"}"
                .getBytes(StandardCharsets.UTF_8));
        return;
      }
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
      send(exchange, status, body);
    }
  }

  @Override
  public void close() {
    stop();
    owner.close();
  }
}
