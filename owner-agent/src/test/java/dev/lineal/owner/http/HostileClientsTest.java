package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slow and greedy clients on raw sockets: they are cut off, and others are served meanwhile. */
@Timeout(120)
class HostileClientsTest extends NoNativeLeaks {
  private static final Limits TIGHT = new Limits(16, 64, 1 << 20, Duration.ofMillis(600), 64 << 10);

  @TempDir Path directory;
  private Owners owners;
  private TestAgent agent;
  private OwnerClient client;
  private Sha256 run;

  @BeforeEach
  void start() {
    owners = new Owners(directory, HeParameters.INSECURE_TEST_10, Blobs.of(Owners.COUNT, 200, 4));
    agent = new TestAgent(owners.home(0), owners.ledger(), Owners.RULES, Clock.systemUTC(), TIGHT);
    client = new OwnerClient(agent.server.url(), owners.identities.get(0));
    Plans plans = owners.plans();
    run = plans.plan().sha256();
    assertEquals(200, client.open(Owners.signed(plans)).statusCode());
  }

  @AfterEach
  void stop() {
    agent.close();
    owners.close();
  }

  private String authorization() {
    return "Authorization: Bearer " + client.token(run) + "\r\n";
  }

  private RawClient connect() throws IOException {
    return new RawClient(agent.server.port());
  }

  @Test
  void aHeadThatTricklesInIsCutOff() throws IOException {
    try (RawClient slow = connect()) {
      Duration took = slow.send("GET /healthz HTTP/1.1\r\nHost: owner\r\nX: ").trickle("abcdefgh");
      assertTrue(took.toSeconds() < 5, took::toString);
    }
    assertEquals(200, client.get("/healthz").statusCode());
  }

  @Test
  void aBodyThatTricklesInIsCutOff() throws IOException {
    try (RawClient slow = connect()) {
      slow.send("POST /v1/sessions/" + run + "/refresh HTTP/1.1\r\nHost: owner\r\n");
      slow.send(authorization() + "Content-Length: 9000\r\n\r\n");
      Duration took = slow.trickle("LINL");
      assertTrue(took.toSeconds() < 5, took::toString);
    }
    assertEquals(200, client.get("/healthz").statusCode());
  }

  /** As many as may connect, each with half a head or half a document: the rest still gets in. */
  @Test
  void manySlowClientsDoNotKeepOthersOut() throws IOException {
    List<RawClient> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * TIGHT.connections(); i++) {
        slow.add(connect());
        slow.get(i)
            .send(
                i % 2 == 0
                    ? "GET /healthz HTTP/1.1\r\nX: "
                    : "POST /v1/sessions HTTP/1.1\r\nHost: owner\r\nContent-Length: 500\r\n\r\n{");
      }
      long start = System.nanoTime();
      assertEquals(200, client.get("/healthz").statusCode());
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
      assertTrue(client.transcript(run).size() >= 1);
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  @Test
  void hugeAndUnstatedBodiesAreRefusedBeforeTheyAreRead() throws IOException {
    String path =
        "POST /v1/sessions/" + run + "/refresh HTTP/1.1\r\nHost: owner\r\n" + authorization();
    assertTrue(status(path + "Content-Length: 99999999999\r\n\r\n").contains(" 413 "));
    assertTrue(status(path + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n").contains(" 411 "));
    assertTrue(
        status("POST /v1/sessions HTTP/1.1\r\nHost: owner\r\nContent-Length: 2000000\r\n\r\n")
            .contains(" 413 "));
    assertTrue(
        status("GET /healthz HTTP/1.1\r\nHost: owner\r\nX: " + "x".repeat(9000) + "\r\n\r\n")
            .contains(" 431 "));
    assertTrue(
        client.transcript(run).stream()
            .anyMatch(line -> line.contains("\"subject\":\"body-size\"")));
  }

  private String status(String head) throws IOException {
    try (RawClient raw = connect()) {
      return raw.send(head).status();
    }
  }
}
