package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule for requests of an open run: refused by name, noted, and the share untouched. */
class RefreshRefusalsTest extends NoNativeLeaks {
  private static final int LIMBS_AT = 10;
  private static final int SCALE_AT = 12;
  private static final int KEY_AT = 16;
  private static final int RUN_AT = 32;
  private static final int ITERATION_AT = 64;
  private static final int ROUND_AT = 68;
  private static final int SLICE_AT = 72;
  private static final int NUMBER_AT = 80;
  private static final int RESIDUES_AT = 88;

  @TempDir Path directory;
  private final Watch watch = new Watch();
  private Owners owners;
  private TestAgent agent;
  private OwnerClient client;
  private Sha256 run;
  private byte[] first;

  @BeforeEach
  void openRun() {
    owners = new Owners(directory, HeParameters.INSECURE_TEST_10, Blobs.of(Owners.COUNT, 200, 4));
    agent = new TestAgent(owners.home(0), owners.ledger(), Owners.RULES, watch, Limits.DEFAULT);
    client = new OwnerClient(agent.server.url(), owners.identities.get(0));
    Plans plans = owners.plans();
    run = plans.plan().sha256();
    assertEquals(200, client.open(Owners.signed(plans)).statusCode());
    first = request(0, 2).toBytes();
  }

  @AfterEach
  void stop() {
    agent.close();
    owners.close();
  }

  /** Round 1 of iteration 0: blocks {@code from} up to {@code to}, weights 0. */
  private RefreshRequest request(int from, int to) {
    byte[] zero = new byte[2 * owners.parameters.packedBytes()];
    List<Ciphertext> weights = new ArrayList<>();
    for (int j = 0; j < owners.blobs.features(); j++) {
      weights.add(Ciphertext.unpack(owners.parameters, 1, 40, owners.key.keyId(), zero, 0));
    }
    try (EncryptedWeights w = new EncryptedWeights(weights)) {
      List<Ciphertext> products =
          owners.blocks.subList(from, to).stream().map(block -> block.times(w)).toList();
      RefreshRequest.Position position = new RefreshRequest.Position(run.bytes(), 0, 1, from / 2);
      RefreshRequest request = RefreshRequest.ofProducts(position, from, products);
      products.forEach(Ciphertext::close);
      return request;
    } finally {
      weights.forEach(Ciphertext::close);
    }
  }

  private byte[] with(int at, int value) {
    byte[] changed = first.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return changed;
  }

  private byte[] withByte(int at, int value) {
    byte[] changed = first.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private void assertRefused(String rule, int status, byte[] body) {
    int before = agent.keys.uses.get();
    HttpResponse<byte[]> response = client.refreshRaw(run, body);
    assertEquals(rule, OwnerClient.rule(response));
    assertEquals(status, response.statusCode());
    assertEquals(before, agent.keys.uses.get(), "uses of the share");
    List<String> lines = client.transcript(run);
    assertTrue(
        lines.get(lines.size() - 1).contains("\"subject\":\"" + rule + "\""),
        rule + " is in the transcript");
  }

  @Test
  void malformedRequestsAreRefused() {
    assertRefused("request-format", 422, Arrays.copyOf(first, first.length - 1));
    assertRefused("request-format", 422, new byte[0]);
    assertRefused("request-format", 422, withByte(LIMBS_AT, 3));
    assertRefused("request-format", 422, withByte(0, 0));
    assertRefused("request-format", 422, withByte(SCALE_AT, 81));
    byte[] high = first.clone();
    Arrays.fill(high, RESIDUES_AT, RESIDUES_AT + 16, (byte) 0xff);
    assertRefused("canonical-residues", 422, high);
    byte[] last = first.clone();
    Arrays.fill(last, last.length - 16, last.length, (byte) 0xff);
    assertRefused("canonical-residues", 422, last);
    assertRefused("joint-key", 422, with(KEY_AT, 1));
    assertRefused("body-size", 413, Arrays.copyOf(first, first.length * 3));
  }

  @Test
  void whatThePlanDoesNotCutIsRefused() {
    assertRefused("slice-of-plan", 422, with(RUN_AT, 1));
    assertRefused("slice-of-plan", 422, with(ITERATION_AT, 3));
    assertRefused("slice-of-plan", 422, with(ROUND_AT, 6));
    assertRefused("slice-of-plan", 422, with(SLICE_AT, 1));
    assertRefused("slice-of-plan", 422, with(SLICE_AT, 1 << 30));
    byte[] renumbered = first.clone();
    ByteBuffer numbers = ByteBuffer.wrap(renumbered).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putInt(NUMBER_AT, 0);
    numbers.putInt(NUMBER_AT + 8 + 2 * owners.parameters.packedBytes(), 2);
    assertRefused("slice-of-plan", 422, renumbered);
    RefreshRequest whole = request(0, 1);
    assertRefused("slice-of-plan", 422, whole.toBytes());
  }

  @Test
  void roundsOutOfOrderAreRefused() {
    assertRefused("round-order", 409, with(ITERATION_AT, 1));
    assertEquals(200, client.refreshRaw(run, first).statusCode());
    assertRefused("round-order", 409, with(ITERATION_AT, 1));
    byte[] fifth = with(ROUND_AT, 5);
    assertRefused("slice-of-plan", 422, fifth);
  }

  @Test
  void aSecondRequestForTheSameSliceIsRefusedAndTheFirstRepeats() {
    HttpResponse<byte[]> answer = client.refreshRaw(run, first);
    assertEquals(200, answer.statusCode());
    byte[] other = request(0, 2).toBytes();
    other[RESIDUES_AT] ^= 1;
    assertRefused("one-digest-per-slice", 409, other);
    assertArrayEquals(answer.body(), client.refreshRaw(run, first).body());
    agent.close();
    agent = TestAgent.of(owners, 0);
    client = new OwnerClient(agent.server.url(), owners.identities.get(0));
    assertRefused("one-digest-per-slice", 409, other);
    assertArrayEquals(answer.body(), client.refreshRaw(run, first).body());
  }

  @Test
  void aGrantThatExpiresDuringTheRunEndsIt() {
    HttpResponse<byte[]> answer = client.refreshRaw(run, first);
    watch.now = Owners.EXPIRES;
    assertRefused("grant-not-expired", 403, request(2, 3).toBytes());
    assertArrayEquals(answer.body(), client.refreshRaw(run, first).body());
  }

  @Test
  void unknownRunsAreNotFound() {
    HttpResponse<byte[]> response = client.refreshRaw(Plans.hash("no run"), first);
    assertEquals("run-known", OwnerClient.rule(response));
    assertEquals(404, response.statusCode());
    assertEquals(404, client.get("/v1/nothing").statusCode());
    assertEquals(400, client.get("/v1/sessions/xyz/transcript").statusCode());
    assertEquals("run-known", OwnerClient.rule(client.release(Plans.hash("no run"), "weights")));
  }

  @Test
  void metricsAndHealthAreShown() {
    assertEquals("ok\n", OwnerClient.text(client.get("/healthz")));
    assertRefused("request-format", 422, new byte[0]);
    String metrics = OwnerClient.text(client.get("/metrics"));
    assertTrue(metrics.contains("lineal_refusals_total{rule=\"request-format\"} 1"), metrics);
    assertTrue(
        metrics.contains(
            "lineal_http_requests_total{method=\"POST\",route=\"/v1/sessions\",status=\"200\"} 1"),
        metrics);
  }
}
