package dev.lineal.owner.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.owner.http.Limits;
import dev.lineal.owner.http.RawClient;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slow and greedy clients at the ceremony's routes; the ceremony goes on meanwhile. */
@Timeout(120)
class HostileCeremonyTest extends NoNativeLeaks {
  private static final Limits TIGHT = new Limits(16, 64, 2 << 20, Duration.ofMillis(600), 64 << 10);
  private static final String ROUND =
      "POST /v1/studies/" + TestStudy.ID + "/rounds/1 HTTP/1.1\r\nHost: owner\r\n";

  @TempDir private Path folder;
  private Agents agents;
  private TestAgent tight;

  @BeforeEach
  void start() throws IOException {
    agents = new Agents(folder);
    agents.agents.get(0).close();
    tight = new TestAgent(folder, 0, agents.agents.get(0).port(), TIGHT);
    tight.start();
  }

  @AfterEach
  void stop() {
    tight.close();
    agents.close();
  }

  private RawClient connect() throws IOException {
    return new RawClient(tight.port());
  }

  private String status(String head) throws IOException {
    try (RawClient client = connect()) {
      return client.send(head).status();
    }
  }

  @Test
  void hugeUnstatedAndCutOffBodiesAreRefused() throws IOException {
    int longest = MessageList.longest(agents.roster);
    assertEquals("HTTP/1.1 413 ", status(ROUND + "Content-Length: " + (longest + 1) + "\r\n\r\n"));
    assertEquals("HTTP/1.1 413 ", status(ROUND + "Content-Length: 99999999999\r\n\r\n"));
    assertEquals(
        "HTTP/1.1 411 ", status(ROUND + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
    assertEquals(Rounds.ALL, agents.drive(Rounds.ALL).rounds());
  }

  @Test
  void aBodyThatTricklesInIsCutOff() throws IOException {
    try (RawClient slow = connect()) {
      Duration took = slow.send(ROUND + "Content-Length: 9000\r\n\r\n").trickle("LCM1");
      assertTrue(took.toSeconds() < 5, took::toString);
    }
    assertEquals(Rounds.ALL, agents.drive(Rounds.ALL).rounds());
  }

  /** More than there are places for, each with a body that never comes. */
  @Test
  void manySlowBodiesAreTurnedAwayOrCutOffAndTheCeremonyEnds() throws IOException {
    List<RawClient> slow = new ArrayList<>();
    try {
      for (int i = 0; i < TIGHT.connections() / 2; i++) {
        slow.add(connect().send(ROUND + "Content-Length: 500000\r\n\r\n"));
      }
      int busy = 0;
      for (RawClient client : slow) {
        busy += client.status().equals("HTTP/1.1 503 ") ? 1 : 0;
      }
      assertTrue(busy > 0, "nobody was turned away");
      assertEquals(Rounds.ALL, agents.drive(Rounds.ALL).rounds());
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }
}
