package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.PlanReview;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were opened and left alone give back what they had not used, and no answer more. */
class LapsedRunTest extends NoNativeLeaks {
  private static final Duration IDLE = Duration.ofDays(30);

  /** Of one run: three iterations of four rounds on three blocks, and four traces. */
  private static final long RUN = 3 * (4 * 3 * 1024 + 4);

  /** Room for one run and one answer of another. */
  private static final OwnerRules RULES =
      new OwnerRules(100, 64 << 20, RUN + 2 * 1024, OwnerRules.InsecureSets.ALLOWED_FOR_TESTS);

  @TempDir Path directory;
  private final Watch watch = new Watch();
  private Owners owners;
  private TestAgent agent;
  private OwnerClient client;
  private Plans first;
  private Plans second;

  @BeforeEach
  void openOne() {
    owners = new Owners(directory, HeParameters.INSECURE_TEST_10, Blobs.of(Owners.COUNT, 200, 4));
    start();
    first = owners.plans();
    second = owners.plans();
    second.nonce = "second";
    assertEquals(200, client.open(Owners.signed(first)).statusCode());
  }

  private void start() {
    agent = new TestAgent(owners.home(0), owners.ledger(), RULES, watch, Limits.DEFAULT);
    client = new OwnerClient(agent.server.url(), owners.identities.get(0));
  }

  @AfterEach
  void stop() {
    agent.close();
    owners.close();
  }

  private String opening(Plans plans) {
    HttpResponse<byte[]> response = client.open(Owners.signed(plans));
    return response.statusCode() == 200 ? "opened" : OwnerClient.rule(response);
  }

  /** Round 1 of the first two blocks. */
  private HttpResponse<byte[]> ask(Plans plans) {
    return ask(plans, 0, 2);
  }

  /** Round 1 of the third block. */
  private HttpResponse<byte[]> askNext(Plans plans) {
    return ask(plans, 1, 1);
  }

  private HttpResponse<byte[]> ask(Plans plans, int slice, int items) {
    Sha256 run = plans.plan().sha256();
    byte[] bytes = new byte[2 * owners.parameters.packedBytes()];
    try (Ciphertext column = owners.blocks.get(0).column(1)) {
      column.pack(0, 2, bytes, 0);
      try (Ciphertext weight =
              Ciphertext.unpack(owners.parameters, 1, 40, owners.key.keyId(), bytes, 0);
          Ciphertext product = column.multiply(weight)) {
        RefreshRequest request =
            RefreshRequest.ofProducts(
                new RefreshRequest.Position(run.bytes(), 0, 1, slice),
                2 * slice,
                Collections.nCopies(items, product));
        return client.refreshRaw(run, request.toBytes());
      }
    }
  }

  private long answeredBefore() {
    var hosted = Owners.hosted(agent.keys, owners.ledger(), RULES, watch);
    return PlanReview.of(hosted, second.plan(), List.of()).answeredBefore();
  }

  @Test
  void aRunThatWasNeverUsedGivesItsShareToAnotherAfterAMonth() {
    assertEquals("answer-budget", opening(second));
    watch.now = watch.now.plus(IDLE).minusSeconds(1);
    assertEquals("answer-budget", opening(second));
    assertEquals(RUN, answeredBefore());
    watch.now = watch.now.plusSeconds(1);
    assertEquals(0, answeredBefore());
    assertEquals("opened", opening(second));
    int uses = agent.keys.uses.get();
    assertEquals("session-lapsed", OwnerClient.rule(ask(first)));
    assertEquals(uses, agent.keys.uses.get(), "uses of the share");
    assertEquals(200, ask(second).statusCode());
    assertEquals("answer-budget", opening(first), "its share is another's now");
  }

  @Test
  void whatWasAnsweredStaysCountedAndIsRepeatedAlsoAfterARestart() {
    HttpResponse<byte[]> answer = ask(first);
    assertEquals(200, answer.statusCode());
    watch.now = watch.now.plus(IDLE);
    assertEquals("opened", opening(second));
    for (int i = 0; i < 2; i++) {
      assertEquals("session-lapsed", OwnerClient.rule(askNext(first)));
      assertArrayEquals(answer.body(), ask(first).body());
      agent.close();
      start();
    }
    List<String> lines = client.transcript(first.plan().sha256());
    assertEquals(1, lines.stream().filter(line -> line.contains("\"event\":\"lapse\"")).count());
    watch.now = watch.now.plus(IDLE);
    assertEquals(2 * 1024, answeredBefore(), "the second run lapses, the first's answers stay");
    assertEquals("opened", opening(first));
    assertEquals(200, askNext(first).statusCode());
    assertEquals("session-lapsed", OwnerClient.rule(ask(second)));
  }

  @Test
  void aRunThatIsUsedKeepsItsShare() {
    watch.now = watch.now.plus(IDLE).minusSeconds(1);
    assertEquals(200, ask(first).statusCode());
    watch.now = watch.now.plus(IDLE).minusSeconds(1);
    assertEquals("answer-budget", opening(second));
    assertEquals(200, askNext(first).statusCode());
    assertTrue(
        client.transcript(first.plan().sha256()).stream().noneMatch(l -> l.contains("lapse")));
  }
}
