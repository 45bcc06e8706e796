package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Momentum;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.SessionRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every rule for plans: refused by name, noted, and the share untouched. */
class PlanRefusalsTest extends NoNativeLeaks {
  @TempDir static Path directory;
  private static Owners owners;
  private static TestAgent agent;
  private static OwnerClient client;

  @BeforeAll
  static void start() {
    Blobs blobs = Blobs.of(Owners.COUNT, 200, 4);
    owners = new Owners(directory, HeParameters.INSECURE_TEST_10, blobs);
    agent = TestAgent.of(owners, 0);
    client = new OwnerClient(agent.server.url(), owners.identities.get(0));
  }

  @AfterAll
  static void stop() {
    agent.close();
    owners.close();
  }

  @TestFactory
  Stream<DynamicTest> plansThatBreakARule() {
    Map<String, Consumer<Plans>> broken = new java.util.LinkedHashMap<>();
    broken.put("parameter-set", plans -> plans.parameterSet = "STUDY_13");
    broken.put("joint-key", plans -> plans.jointKey = Plans.hash("another key"));
    broken.put("task-supported", plans -> plans.sigmoid = new Sigmoid(7, 16));
    broken.put("min-owners", plans -> drop(plans, 2));
    broken.put("owners-of-key-set", plans -> swap(plans));
    broken.put("dataset-published", plans -> root(plans, "never published"));
    broken.put("momentum-range", plans -> plans.eta = new Momentum(0, List.of(0L, -1L, 0L)));
    broken.put("step-bound", plans -> plans.step = new Factor(5, 2));
    broken.put("planned-rounds", plans -> plans.rounds = with(plans, 2, r -> factor(r)));
    broken.put("bound-bits", plans -> plans.rounds = with(plans, 0, r -> bound(r, 82)));
    broken.put("mask-room", plans -> plans.rounds = with(plans, 3, r -> bound(r, 120)));
    broken.put("grant-known", plans -> grant(plans, Plans.hash("no grant")));
    broken.put("same-owner", plans -> grant(plans, owners.datasets.get(1).grant()));
    broken.put(
        "grant-not-expired",
        plans ->
            grant(
                plans,
                owners.grant(0, "old", Instant.parse("2020-01-01T00:00:00Z"), trainer(), 9, 99)));
    broken.put(
        "same-licensee",
        plans ->
            grant(
                plans,
                owners.grant(0, "foreign", Owners.EXPIRES, Owners.wallet(1).address(), 9, 99)));
    broken.put(
        "iterations-left",
        plans -> grant(plans, owners.grant(0, "few", Owners.EXPIRES, trainer(), 2, 99)));
    broken.put(
        "scalars-left",
        plans -> grant(plans, owners.grant(0, "no scalars", Owners.EXPIRES, trainer(), 9, 3)));
    broken.put("releases-allowed", plans -> plans.releases = List.of(new Release("rows", 4)));
    return broken.entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey(),
                    () -> {
                      Plans plans = owners.plans();
                      plans.nonce = one.getKey();
                      one.getValue().accept(plans);
                      assertRefused(one.getKey(), Owners.signed(plans), agent, client);
                    }));
  }

  @Test
  void aReleaseThatIsNotSupportedIsRefused() {
    Plans plans = owners.plans();
    plans.releases = List.of(new Release("weights", 5));
    assertRefused("release-supported", Owners.signed(plans), agent, client);
  }

  @Test
  void forgedAndReplayedSignaturesAreRefused() {
    Plans plans = owners.plans();
    Plans others = owners.plans();
    others.nonce = "another run";
    SignedRunPlan other = SignedRunPlan.sign(others.plan(), Owners.TRAINER, SigningDomain.OFFLINE);
    SigningDomain chain = SigningDomain.onChain(1, trainer());
    List<SignedRunPlan> wrong =
        List.of(
            new SignedRunPlan(
                plans.plan(), Owners.wallet(0).sign(plans.plan().typedData(SigningDomain.OFFLINE))),
            new SignedRunPlan(plans.plan(), other.signature()),
            SignedRunPlan.sign(plans.plan(), Owners.TRAINER, chain));
    wrong.forEach(
        signed -> assertRefused("trainer-signature", new SessionRequest(signed), agent, client));
  }

  @Test
  void aWrongPlanHashIsRefused() {
    String json = new String(Owners.signed(owners.plans()).toJson(), StandardCharsets.UTF_8);
    String hash = owners.plans().plan().sha256().toString();
    int before = agent.keys.uses.get();
    HttpResponse<byte[]> response =
        client.post(
            "/v1/sessions",
            json.replace(hash, Plans.hash("x").toString()).getBytes(StandardCharsets.UTF_8));
    assertEquals("plan-hash", OwnerClient.rule(response));
    assertEquals(422, response.statusCode());
    assertEquals(before, agent.keys.uses.get());
  }

  @Test
  void aRuleOfTheOwnerIsKept() {
    assertRefused("min-rows", rules(201, 1L << 40, OwnerRules.InsecureSets.ALLOWED_FOR_TESTS));
    assertRefused("answer-budget", rules(100, 1000, OwnerRules.InsecureSets.ALLOWED_FOR_TESTS));
    assertRefused("secure-parameters", OwnerRules.DEFAULT);
    assertRefused(
        "batch-size",
        new OwnerRules(100, 4096, 1L << 40, OwnerRules.InsecureSets.ALLOWED_FOR_TESTS));
  }

  private static OwnerRules rules(long rows, long answers, OwnerRules.InsecureSets sets) {
    return new OwnerRules(rows, 64 << 20, answers, sets);
  }

  private void assertRefused(String rule, OwnerRules rules) {
    try (TestAgent strict =
        new TestAgent(owners.home(1), owners.ledger(), rules, Clock.systemUTC(), Limits.DEFAULT)) {
      OwnerClient asked = new OwnerClient(strict.server.url(), owners.identities.get(1));
      assertRefused(rule, Owners.signed(owners.plans()), strict, asked);
    }
  }

  /** 128 scalars at N = 1024: 32 runs of 4, across a restart; not one more. */
  @Test
  void releasedScalarsAreCountedAcrossRunsAndRestarts() {
    String rule = "scalar-budget";
    int opened = 0;
    for (int start = 0; start < 2; start++) {
      try (TestAgent one = TestAgent.of(owners, 2)) {
        OwnerClient asked = new OwnerClient(one.server.url(), owners.identities.get(2));
        for (; opened < 16 * (start + 1); opened++) {
          assertEquals(200, asked.open(numbered(opened)).statusCode());
        }
        assertEquals(200, asked.open(numbered(3)).statusCode(), "known already");
        if (start == 1) {
          assertRefused(rule, numbered(opened), one, asked);
        }
      }
    }
  }

  private static SessionRequest numbered(int run) {
    Plans plans = owners.plans();
    plans.nonce = "run " + run;
    return Owners.signed(plans);
  }

  private static void assertRefused(
      String rule, SessionRequest request, TestAgent asked, OwnerClient from) {
    int before = asked.keys.uses.get();
    HttpResponse<byte[]> response = from.open(request);
    assertEquals(rule, OwnerClient.rule(response));
    assertTrue(List.of(403, 422).contains(response.statusCode()), "" + response.statusCode());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals(before, asked.keys.uses.get(), "uses of the share");
    assertNoted(rule, request.signed().plan().sha256(), asked);
  }

  private static void assertNoted(String rule, Sha256 run, TestAgent asked) {
    String subject = "\"subject\":\"" + rule + "\"";
    try (Stream<String> lines = Files.lines(asked.keys.directory().resolve("transcript"))) {
      assertTrue(
          lines.anyMatch(line -> line.contains(subject) && line.contains(run.toString())),
          rule + " is in the transcript");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Address trainer() {
    return Owners.TRAINER.address();
  }

  private static void drop(Plans plans, int dataset) {
    List<PlannedDataset> fewer = new ArrayList<>(plans.datasets);
    fewer.remove(dataset);
    plans.datasets = fewer;
    plans.floor = new dev.lineal.lineage.manifest.Floor(2, 100);
  }

  private static void swap(Plans plans) {
    plans.datasets = List.of(plans.datasets.get(0), plans.datasets.get(2), plans.datasets.get(1));
  }

  private static void root(Plans plans, String content) {
    PlannedDataset mine = plans.datasets.get(0);
    replace(
        plans,
        new PlannedDataset(
            mine.owner(),
            Plans.hash(content),
            mine.manifest(),
            mine.rows(),
            mine.blocks(),
            mine.grant()));
  }

  private static void grant(Plans plans, Sha256 grant) {
    PlannedDataset mine = plans.datasets.get(0);
    replace(
        plans,
        new PlannedDataset(
            mine.owner(), mine.contentRoot(), mine.manifest(), mine.rows(), mine.blocks(), grant));
  }

  private static void replace(Plans plans, PlannedDataset mine) {
    List<PlannedDataset> datasets = new ArrayList<>(plans.datasets);
    datasets.set(0, mine);
    plans.datasets = datasets;
  }

  private static List<Round> with(
      Plans plans, int round, java.util.function.UnaryOperator<Round> change) {
    List<Round> rounds = new ArrayList<>(plans.rounds);
    rounds.set(round, change.apply(rounds.get(round)));
    return rounds;
  }

  private static Round factor(Round round) {
    return new Round(
        round.name(),
        round.refresh(),
        round.inputScaleBits(),
        round.boundBits(),
        round.linear(),
        new Factor(round.factor().numerator() + 1, round.factor().shift()),
        round.addend(),
        round.outputScaleBits());
  }

  private static Round bound(Round round, int bits) {
    return new Round(
        round.name(),
        round.refresh(),
        round.inputScaleBits(),
        bits,
        round.linear(),
        round.factor(),
        round.addend(),
        round.outputScaleBits());
  }
}
