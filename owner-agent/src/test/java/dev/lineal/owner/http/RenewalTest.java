package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.Commands;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.serve.Agent;
import dev.lineal.owner.serve.ClusterTrust;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three agents whose key set is exhausted make another one, and their rows are used again. */
class RenewalTest extends NoNativeLeaks {
  private static final int OWNERS = 3;
  private static final String STUDY = "tumours";

  @TempDir Path folder;
  private final double[][] values = RealRows.breastCancer();
  private final List<OwnerHome> homes = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();
  private Commands commands;

  @BeforeEach
  void study() throws IOException {
    commands = new Commands(folder);
    commands.create(0, STUDY, Plans.PURPOSE, RealRows.schema(values));
    String study = commands.study().toString();
    for (int i = 0; i < OWNERS; i++) {
      commands.owner(0, i, "init");
      serve(i, 0);
      urls.add(agents.get(i).url());
      commands.owner(0, i, "join", "--study", study, "--name", "o" + i, "--url", urls.get(i));
      Files.writeString(rows(i), RealRows.csv(RealRows.part(values, i, OWNERS)));
    }
    for (int i = 0; i < OWNERS; i++) {
      commands.owner(0, i, "join", "--study", study, "--data", rows(i).toString());
    }
    assertEquals("renewal.too_early", code(join(3, 0)));
    assertEquals(1, commands.keys(0).get("key_set").asInt());
    encrypt();
  }

  @AfterEach
  void stop() {
    agents.forEach(Agent::close);
    homes.forEach(OwnerHome::close);
  }

  private void serve(int owner, int port) {
    homes.add(owner, commands.open(owner));
    ServerOptions any = ServerOptions.LOOPBACK;
    agents.add(
        owner,
        new Agent(
            homes.get(owner),
            FileLedger.at(ledger(), SigningDomain.OFFLINE),
            Owners.RULES,
            ClusterTrust.VERIFIED,
            new ServerOptions(any.host(), port, any.tls(), any.limits())));
  }

  private void restart(int owner) {
    String url = agents.get(owner).url();
    agents.remove(owner).close();
    homes.remove(owner).close();
    serve(owner, Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)));
  }

  private Path ledger() {
    return folder.resolve("ledger");
  }

  private Path rows(int owner) {
    return folder.resolve("rows-" + owner + ".csv");
  }

  private void encrypt() throws IOException {
    for (int i = 0; i < OWNERS; i++) {
      commands.owner(0, i, "encrypt", "--study", STUDY, "--data", rows(i).toString());
    }
  }

  private JsonNode join(int exit, int owner) throws IOException {
    return commands.owner(exit, owner, "join", "--study", commands.study().toString(), "--renew");
  }

  private static String code(JsonNode report) {
    return report.get("error").get("code").asText();
  }

  private StudyClient client() throws IOException {
    return StudyClient.read(
        new StudyTerms(folder, STUDY, ledger()).write(urls, owner -> commands.open(owner)));
  }

  private void assertTrains(StudyClient client, String nonce) throws Exception {
    Plans plans = client.plans(nonce);
    double[][][] parts =
        IntStream.range(0, OWNERS)
            .mapToObj(i -> RealRows.folded(values, RealRows.part(values, i, OWNERS)))
            .toArray(double[][][]::new);
    double[] twin = new Blobs(parts).train(plans.rate(), plans.l2(), plans.etas());
    double bits = Released.agreement(twin, client.train(plans));
    assertTrue(bits >= 15, bits + " bits of agreement");
  }

  /** Moments took 61 of 128 scalars, each run takes 31. */
  private void exhaust(StudyClient client) throws Exception {
    assertTrains(client, "first");
    for (OwnerClient owner : client.clients()) {
      assertEquals(200, owner.open(Owners.signed(client.plans("second"))).statusCode());
    }
    assertExhausted(client);
  }

  private static void assertExhausted(StudyClient client) {
    for (OwnerClient owner : client.clients()) {
      HttpResponse<byte[]> refused = owner.open(Owners.signed(client.plans("third")));
      assertEquals("scalar-budget", OwnerClient.rule(refused));
    }
  }

  @Test
  void anExhaustedKeySetIsRenewedAndItsBudgetsStay() throws Exception {
    try (StudyClient old = client()) {
      exhaust(old);
      String before = commands.keys(0).get("joint_key_fingerprint").asText();
      JsonNode renewed = renew();
      assertNotEquals(before, renewed.get("joint_key_fingerprint").asText());
      assertEquals(renewed.get("joint_key_fingerprint"), renewAgain());
      encrypt();
      try (StudyClient fresh = client()) {
        assertTrains(fresh, "renewed");
        assertEquals(
            200, fresh.clients().get(0).open(Owners.signed(fresh.plans("4"))).statusCode());
        restart(0);
        restart(1);
        assertEquals(
            200, fresh.clients().get(0).open(Owners.signed(fresh.plans("4"))).statusCode());
        assertTrains(fresh, "renewed 2");
        assertReviewed(old.plans("third").plan(), 3, "scalar-budget");
        assertReviewed(fresh.plans("5").plan(), 0, "");
      }
      assertExhausted(old);
      assertTrains(old, "second");
    }
    assertEquals(2, transcript(1).get("runs").asInt());
    assertEquals(3, transcript(2).get("runs").asInt());
    assertRestores();
  }

  /** Nobody makes owners throw keys away without them. */
  private JsonNode renew() throws IOException {
    assertEquals("renewal.not_agreed", code(commands.keys(3, "--renew")));
    for (int i = 0; i < OWNERS - 1; i++) {
      assertEquals(2, join(0, i).get("agreed_key_set").asInt());
    }
    JsonNode error = commands.keys(3, "--renew").get("error");
    assertEquals("renewal.not_agreed", error.get("code").asText());
    assertTrue(error.get("message").asText().startsWith("Owner o2 has not agreed"), error::asText);
    OwnerClient agent = new OwnerClient(urls.get(2), homes.get(2).binding().identityKey());
    byte[] none = {0, 0};
    HttpResponse<byte[]> asked = agent.post("/v1/studies/" + STUDY + "/key-sets/2/rounds/0", none);
    assertEquals("renewal.not_agreed", OwnerClient.rule(asked));
    join(0, OWNERS - 1);
    JsonNode renewed = commands.keys(0, "--renew");
    assertEquals(2, renewed.get("key_set").asInt());
    assertTrue(renewed.get("moments_sha256").isNull(), "the moments stay");
    return renewed;
  }

  private JsonNode renewAgain() throws IOException {
    return commands.keys(0, "--renew").get("joint_key_fingerprint");
  }

  private void assertReviewed(RunPlan plan, int exit, String rule) throws IOException {
    Path file = Files.write(folder.resolve("plan.json"), plan.canonicalBytes());
    JsonNode review =
        commands.owner(exit, 2, "review", file.toString(), "--ledger", ledger().toString());
    assertEquals(plan.sha256().toString(), review.get("run").asText());
    assertEquals(RealRows.FEATURES + 1, review.get("released_scalars").asInt());
    assertEquals("1", review.get("price_wei").asText());
    List<String> rules = review.get("refusals").findValuesAsText("rule");
    assertEquals(exit == 0 ? List.of() : List.of(rule), rules);
  }

  private JsonNode transcript(int keySet) throws IOException {
    return commands.transcript(0, STUDY, keySet);
  }

  /** Both shares are in a backup. */
  private void assertRestores() throws IOException {
    String backup = folder.resolve("backup").toString();
    commands.owner(0, 0, "backup", "--out", backup);
    commands.owner(0, 9, "restore", "--from", backup);
    try (OwnerHome restored = commands.open(9)) {
      assertEquals(
          homes.get(0).study(STUDY).keySets().stream().map(set -> set.fingerprint()).toList(),
          restored.study(STUDY).keySets().stream().map(set -> set.fingerprint()).toList());
      restored.study(STUDY).keySets().forEach(set -> set.share().close());
    }
  }
}
