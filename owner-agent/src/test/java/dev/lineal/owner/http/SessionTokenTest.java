package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who knows a run's id alone gets nothing; who opens it by its signed plan gets its token. */
class SessionTokenTest extends NoNativeLeaks {
  private static final byte[] EMPTY = new byte[0];

  @TempDir Path directory;
  private Owners owners;
  private TestAgent agent;
  private OwnerClient client;
  private Plans plans;
  private Sha256 run;

  @BeforeEach
  void openRun() {
    owners = new Owners(directory, HeParameters.INSECURE_TEST_10, Blobs.of(Owners.COUNT, 200, 4));
    plans = owners.plans();
    run = plans.plan().sha256();
    start();
    assertEquals(200, client.open(Owners.signed(plans)).statusCode());
  }

  private void start() {
    agent = TestAgent.of(owners, 0);
    client = new OwnerClient(agent.server.url(), owners.identities.get(0));
  }

  @AfterEach
  void stop() {
    agent.close();
    owners.close();
  }

  private void assertRefused(HttpResponse<byte[]> response) {
    assertEquals(401, response.statusCode());
    assertEquals("session-token", OwnerClient.rule(response));
    assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").orElseThrow());
    assertEquals(0, agent.keys.uses.get(), "uses of the share");
    List<String> lines = client.transcript(run);
    assertTrue(lines.get(lines.size() - 1).contains("\"subject\":\"session-token\""));
  }

  @Test
  void requestsWithoutTheRunsTokenAreRefused() {
    String token = client.token(run);
    for (String what : List.of("/refresh", "/release", "/attestation")) {
      assertRefused(client.post("/v1/sessions/" + run + what, EMPTY));
      assertRefused(client.post(run, what, EMPTY, "Bearer " + "0".repeat(token.length())));
      assertRefused(client.post(run, what, EMPTY, "Bearer " + token + "0"));
      assertRefused(client.post(run, what, EMPTY, "Bearer"));
      assertRefused(client.post(run, what, EMPTY, "Basic " + token));
    }
  }

  @Test
  void anotherRunsTokenIsRefused() {
    Plans other = owners.plans();
    other.nonce = "another run";
    other.standard();
    assertEquals(200, client.open(Owners.signed(other)).statusCode());
    String token = client.token(other.plan().sha256());
    assertNotEquals(token, client.token(run));
    assertRefused(client.post(run, "/refresh", EMPTY, "Bearer " + token));
  }

  @Test
  void whoOpensAgainGoesOnEvenAfterARestart() {
    String token = client.token(run);
    agent.close();
    start();
    assertEquals("request-format", OwnerClient.rule(client.refreshRaw(run, EMPTY)));
    assertEquals(200, client.open(Owners.signed(plans)).statusCode());
    assertEquals(token, client.token(run));
  }

  @Test
  void noFileOfTheHomeHoldsTheToken() throws Exception {
    byte[] token = client.token(run).getBytes(StandardCharsets.US_ASCII);
    try (Stream<Path> files = Files.walk(owners.home(0))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(
            content.contains(new String(token, StandardCharsets.US_ASCII)), file + " has a token");
      }
    }
  }
}
