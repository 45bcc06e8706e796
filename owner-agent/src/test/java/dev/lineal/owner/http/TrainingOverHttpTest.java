package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.attest.RunAttestation;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole small training through three owners' HTTP servers, against its plaintext twin. */
class TrainingOverHttpTest extends NoNativeLeaks {
  private static final int ROWS_EACH = 700;
  private static final int FEATURES = 7;

  @TempDir Path directory;

  @Test
  void trainingOverHttpAgreesWithItsPlaintextTwin() throws Exception {
    Blobs blobs = Blobs.of(Owners.COUNT, ROWS_EACH, FEATURES);
    try (Owners owners = new Owners(directory, HeParameters.INSECURE_TEST_10, blobs)) {
      List<TestAgent> agents = start(owners);
      try {
        train(owners, agents);
      } finally {
        agents.forEach(TestAgent::close);
      }
    }
  }

  private static List<TestAgent> start(Owners owners) {
    List<TestAgent> agents = new ArrayList<>();
    for (int i = 0; i < Owners.COUNT; i++) {
      agents.add(TestAgent.of(owners, i));
    }
    return agents;
  }

  private static List<OwnerClient> clients(Owners owners, List<TestAgent> agents) {
    List<OwnerClient> clients = new ArrayList<>();
    for (int i = 0; i < agents.size(); i++) {
      clients.add(new OwnerClient(agents.get(i).server.url(), owners.identities.get(i)));
    }
    return clients;
  }

  private void train(Owners owners, List<TestAgent> agents) throws Exception {
    List<OwnerClient> clients = clients(owners, agents);
    Plans plans = owners.plans();
    RunPlan plan = plans.plan();
    Sha256 run = plan.sha256();
    for (OwnerClient client : clients) {
      assertEquals(200, client.open(Owners.signed(plans)).statusCode());
      assertEquals(200, client.open(Owners.signed(plans)).statusCode(), "opened again");
    }
    try (HttpCluster cluster =
        new HttpCluster(
            owners.key,
            plan,
            owners.blocks,
            request -> clients.parallelStream().map(client -> client.refresh(request)).toList())) {
      cluster.iterate(0);
      assertEquals("run-finished", OwnerClient.rule(clients.get(0).release(run, "weights")));
      for (int t = 1; t < plans.iterations; t++) {
        cluster.iterate(t);
      }
      int slices = 4 * 3 + 3;
      assertEquals(plans.iterations * slices, cluster.sent().size());
      double[] model = Released.model(owners.licensee, clients, run, cluster.shares());
      double[] twin = owners.blobs.train(plans.rate(), plans.l2(), plans.etas());
      double bits = Released.agreement(twin, model);
      System.out.printf("agreement over HTTP: %.1f bits%n", bits);
      assertTrue(bits >= 20, bits + " bits of agreement");
      repeat(cluster.sent(), clients);
      attest(owners, clients, run, plans.iterations * slices + 3);
    }
    for (TestAgent agent : agents) {
      agent.close();
    }
    restart(owners, run, plans.iterations * (4 * 3 + 3));
  }

  /** Same requests again, in order: same bytes, no new line. */
  private static void repeat(List<RefreshRequest> sent, List<OwnerClient> clients) {
    OwnerClient client = clients.get(1);
    Sha256 run = Sha256.of(sent.get(0).run());
    List<byte[]> first = sent.stream().map(client::refresh).toList();
    assertEquals("operands-at-hand", OwnerClient.rule(client.refreshRaw(run, roundFour(sent))));
    int lines = client.transcript(run).size();
    for (int i = 0; i < sent.size(); i++) {
      assertArrayEquals(first.get(i), client.refresh(sent.get(i)), "request " + i);
    }
    assertEquals(lines, client.transcript(run).size());
  }

  /** Of the first iteration, long after its round 2. */
  private static byte[] roundFour(List<RefreshRequest> sent) {
    return sent.stream().filter(one -> one.round() == 4).findFirst().orElseThrow().toBytes();
  }

  private static void attest(Owners owners, List<OwnerClient> clients, Sha256 run, int lines) {
    Sha256 manifest = Plans.hash("run manifest");
    OwnerClient client = clients.get(0);
    Sha256 stale = Plans.hash("another head");
    assertEquals("transcript-head", OwnerClient.rule(client.attest(run, manifest, stale)));
    List<String> transcript = client.transcript(run);
    assertEquals(lines, transcript.size() - 1);
    HttpResponse<byte[]> attested = client.attest(run, manifest, OwnerClient.head(transcript));
    assertEquals(200, attested.statusCode(), () -> OwnerClient.text(attested));
    IdentitySignature signature =
        new IdentitySignature(attested.headers().firstValue("Lineal-Signature").orElseThrow());
    assertTrue(
        owners.identities.get(0).verifiesPayload(RunAttestation.TYPE, attested.body(), signature));
    assertArrayEquals(
        attested.body(), client.attest(run, manifest, OwnerClient.head(transcript)).body());
    Sha256 other = Plans.hash("another manifest");
    assertEquals(
        "one-manifest-per-run",
        OwnerClient.rule(client.attest(run, other, OwnerClient.head(transcript))));
  }

  private static void restart(Owners owners, Sha256 run, int atLeast) {
    try (TestAgent agent = TestAgent.of(owners, 0)) {
      OwnerClient client = new OwnerClient(agent.server.url(), owners.identities.get(0));
      assertTrue(client.transcript(run).size() >= atLeast);
    }
  }
}
