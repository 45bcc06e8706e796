package dev.lineal.jobs.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lineal.he.Header;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.policy.HostedStudy;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Sessions;
import dev.lineal.owner.policy.SignedAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The owner-agent's own policy behind a small HTTP server: Spark and its web server do not mix. */
final class PolicyAgent implements AutoCloseable {
  private final Sessions sessions;
  private final Map<String, byte[]> files;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private volatile int forged;
  private volatile int forgedFrom;

  PolicyAgent(HostedStudy hosted, Map<String, byte[]> files) {
    this.sessions = new Sessions(List.of(hosted));
    this.files = files;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** From now on every request of a round comes with another residue than was sent. */
  void forge(int round) {
    forge(round, 0);
  }

  /** The same from an iteration on. */
  void forge(int round, int iteration) {
    forgedFrom = iteration;
    forged = round;
  }

  private byte[] asTheClusterForgesIt(byte[] request) {
    int at = Header.BYTES + 36;
    ByteBuffer fields = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
    boolean late = fields.getInt(at - Integer.BYTES) >= forgedFrom;
    if (fields.getInt(at) == forged && late) {
      request[request.length - 100] ^= 1;
    }
    return request;
  }

  OwnerAddress address(String name) {
    return new OwnerAddress(name, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        byte[] answer = answer(exchange, body);
        send(exchange, answer == null ? 404 : 200, answer == null ? new byte[0] : answer);
      } catch (Refusal refusal) {
        String problem =
            "{\"detail\":\"%s\",\"rule\":\"%s\"}".formatted(refusal.reason(), refusal.rule());
        send(exchange, refusal.status(), problem.getBytes(StandardCharsets.UTF_8));
      } catch (RuntimeException e) {
        e.printStackTrace();
        send(exchange, 500, "{\"detail\":\"it failed\"}".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private byte[] answer(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String[] parts = path.split("/");
    if (!parts[2].equals("sessions")) {
      return files.get(path);
    }
    if (parts.length == 3) {
      return sessions.open(body).json();
    }
    Sha256 run = Sha256.parse(parts[3]);
    sessions.requireToken(run, exchange.getRequestHeaders().getFirst("Authorization"));
    if (parts[4].equals("release")) {
      return sessions.release(run, "weights").json();
    }
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    if (parts[4].equals("evidence")) {
      sessions.take(run, in, body.length);
      return new byte[0];
    }
    String before = exchange.getRequestHeaders().getFirst("Lineal-Evidence");
    if (before != null) {
      sessions.take(run, in, Long.parseLong(before));
    }
    byte[] request = asTheClusterForgesIt(in.readAllBytes());
    SignedAnswer answer = sessions.refresh(run, new ByteArrayInputStream(request), request.length);
    exchange.getResponseHeaders().set("Lineal-Signature", answer.signature().hex());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.answer().writeTo(out);
    return out.toByteArray();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    sessions.close();
  }
}
