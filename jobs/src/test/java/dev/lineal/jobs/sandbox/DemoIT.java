package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.docs.Quickstart;
import dev.lineal.jobs.testing.MarketAnswers;
import dev.lineal.jobs.testing.ReportSchema;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.licence.ChainLicenceLedger;
import dev.lineal.lineage.verify.ChainAnchors;
import dev.lineal.lineage.verify.ChainModels;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/lineal demo} as a user types it: a chain, three agents, a trainer, Spark; twice, and
 * stopped.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Nanoseconds: looking all the time would take a core from what is looked at. */
  private static final long BETWEEN_LOOKS = 20_000_000;

  @TempDir static Path folder;

  /** Typed in the folder where the quickstart's sections are typed. */
  private static Process demo(String... options) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(System.getProperty("lineal.front.door"), "demo"), Stream.of(options))
            .toList();
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static JsonNode report(int code, Process demo) throws Exception {
    assertTrue(demo.waitFor(15, TimeUnit.MINUTES), "the demo ends");
    assertEquals(code, demo.exitValue(), Files.readString(folder.resolve("log")));
    return ReportSchema.validated("demo", folder.resolve("demo.json"));
  }

  private static List<String> processesOfTheDemo() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(folder.resolve("lineal-demo").toString()))
        .toList();
  }

  @Test
  @Order(1)
  void rowsBecomeAModelThatAgreesWithTheSameAlgorithmInTheClear() throws Exception {
    String said = Quickstart.type(folder, Quickstart.MACHINE, Quickstart.DEMO);
    assertTrue(said.contains("on 142 held-out rows                 accuracy        AUC"), said);
    assertTrue(said.contains("100 calls pay 100,000,000,700 wei"), said);
    JsonNode demo = ReportSchema.validated("demo", folder.resolve("demo.json"));
    assertTrue(demo.get("ok").asBoolean());
    assertEquals(427, demo.at("/data/rows_train").asInt());
    assertEquals(32, demo.at("/training/iterations").asInt());
    double bits = demo.at("/weights/agreement_bits").asDouble();
    System.out.printf("demo: %.1f bits of agreement%n", bits);
    assertTrue(bits >= 15, bits + " bits of agreement");
    double accuracy = demo.at("/metrics/encrypted/accuracy").asDouble();
    assertEquals(demo.at("/metrics/plaintext/accuracy").asDouble(), accuracy);
    assertTrue(accuracy >= 0.95, "accuracy " + accuracy);
    assertTrue(demo.at("/metrics/encrypted/auc").asDouble() >= 0.98);
    List<String> steps =
        StreamSupport.stream(demo.get("steps").spliterator(), false)
            .map(step -> step.get("name").asText())
            .toList();
    assertEquals(
        List.of(
            "data",
            "init",
            "chain",
            "join",
            "keys",
            "encrypt",
            "register",
            "licence",
            "plan",
            "train",
            "verify",
            "audit",
            "compare",
            "market"),
        steps);
    assertAnchoredAndVerified(demo);
    assertEquals(
        6, processesOfTheDemo().size(), "agents, market and chain, with its node, still serve");
  }

  private static void assertAnchoredAndVerified(JsonNode demo) {
    JsonNode lineage = demo.get("lineage");
    assertEquals(31_337, lineage.get("chain_id").asInt());
    assertTrue(lineage.get("anchor_tx").asText().matches("0x[0-9a-f]{64}"), lineage.toString());
    assertTrue(lineage.get("anchor_block").asLong() > 0);
    for (String operation : List.of("buy_licence", "open_run", "anchor", "register_model")) {
      assertTrue(lineage.get("gas_by_operation").get(operation).asLong() > 21_000, operation);
    }
    assertEquals(23, demo.at("/verify/checks").asInt(), "every check has something to look at");
    assertEquals(0, demo.at("/verify/failed").asInt());
    assertEquals(10, demo.at("/audit/sampled").asInt());
    assertEquals(0, demo.at("/audit/mismatched").asInt());
    int shares = 0;
    for (JsonNode payout : demo.get("payouts")) {
      assertEquals("owner", payout.get("role").asText());
      shares += payout.get("share_bp").asInt();
      long share = 100 * 1_000_000_007L * payout.get("share_bp").asLong() / 10_000;
      assertEquals(Long.toString(share), payout.get("of_100_calls_wei").asText());
    }
    assertEquals(10_000, shares);
  }

  /** The last run's folder. */
  private static Path run() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("lineal-demo/runs"))) {
      return runs.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /** The market that --serve left, over what the jobs wrote. */
  @Test
  @Order(2)
  void theMarketShowsWhatTheJobsWrote() throws Exception {
    JsonNode demo = JSON.readTree(folder.resolve("demo.json").toFile());
    String model = demo.at("/lineage/manifest_sha256").asText();
    String run = demo.at("/lineage/run_id").asText();
    String url = demo.get("page_url").asText();
    assertTrue(url.endsWith("/models/" + model), url);
    MarketAnswers market = new MarketAnswers(url);
    assertTrue(market.page(url).contains("23 of 23 checks hold"));
    List<String> asked = market.everything();
    System.out.printf("demo: %d answers as documented%n", asked.size());
    assertTrue(asked.containsAll(List.of("/v1/models/" + model + "/bundle", "/v1/runs/" + run)));

    JsonNode datasets = market.json("/v1/datasets").get("items");
    assertEquals(3, datasets.size());
    assertEquals(427, market.json("/v1/runs").at("/items/0/rows").asInt());
    JsonNode index = market.json("/v1/grants").get("index");
    assertEquals(31_337, index.at("/chain/chain_id").asInt());
    String page = market.page("/runs/" + run);
    assertTrue(page.contains("<polyline"), "the margins that the owners released");
    assertTrue(page.contains("iteration 32"), page);
    assertTrue(page.contains("owners "), "phases");
  }

  private static String demo(String path) {
    return folder.resolve("lineal-demo").resolve(path).toString();
  }

  private static Path lineal(int code, String... words) throws Exception {
    return new FrontDoor(folder).lineal(code, words);
  }

  private static DerivedModel derived() throws IOException {
    return new DerivedModel(new FrontDoor(folder), run());
  }

  /** Two more iterations on from the first model. */
  @Test
  @Order(3)
  void aModelIsDerivedFromTheFirst() throws Exception {
    derived().derive();
  }

  @Test
  @Order(4)
  void aHundredCallsOfTheDerivedModelArePaidUpItsAncestryToTheWei() throws Exception {
    derived().pay();
  }

  /** The derived run is short, so that all of its steps can be replayed. */
  @Test
  @Order(5)
  void aChangedRowOfATableIsNamed() throws Exception {
    derived().changeRows();
  }

  @Test
  @Order(6)
  void oneByteOfAShardIsFound() throws Exception {
    Path shard;
    try (Stream<Path> files =
        Files.walk(folder.resolve("lineal-demo/owner-1/studies/sandbox/datasets"))) {
      shard = files.filter(file -> file.toString().endsWith(".shard")).findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(shard);
    byte[] changed = good.clone();
    changed[good.length / 2] ^= 1;
    Files.write(shard, changed);
    try {
      lineal(
          1,
          "job",
          "ingest",
          "--plan",
          run().resolve("plan.json").toString(),
          "--study",
          demo("study.json"),
          "--store",
          folder.resolve("fresh").toString(),
          "--chain",
          demo("chain/chain.json"));
      String log = new FrontDoor(folder).log();
      assertTrue(log.contains("Shard 0 of dataset"), log);
      assertTrue(log.contains("is not what its manifest says"), log);
    } finally {
      Files.write(shard, good);
    }
  }

  @Test
  @Order(7)
  void aHundredCallsArePaidToTheOwnersToTheWei() throws Exception {
    JsonNode shares =
        JSON.readTree(run().resolve("train.json").toFile()).at("/contributors/shares");
    Quickstart.type(folder, Quickstart.PAID);
    JsonNode paid = ReportSchema.validated("model-pay", folder.resolve("paid.json"));
    BigInteger amount = new BigInteger(paid.get("paid_wei").asText());
    // The derived model's calls were paid before; wei are rounded down over all that ever came.
    BigInteger before = DerivedModel.PARENTS_WEI;
    for (int owner = 0; owner < 3; owner++) {
      Path report = folder.resolve("claimed-" + owner + ".json");
      JsonNode claimed = ReportSchema.validated("owner-claim", report);
      long share = shares.get(owner).get("share_bp").asLong();
      BigInteger wei =
          DerivedModel.part(before.add(amount), share).subtract(DerivedModel.part(before, share));
      assertEquals(wei, new BigInteger(claimed.get("claimed_wei").asText()));
    }
    assertEquals(List.of(), processesOfTheDemo(), "demo --stop");
  }

  @Test
  @Order(8)
  void aSecondRunFindsTheOwnersAndMakesAnotherModel() throws Exception {
    String before =
        JSON.readTree(folder.resolve("demo.json").toFile()).at("/lineage/run_id").asText();
    JsonNode demo =
        report(
            0,
            demo("--json", folder.resolve("demo.json").toString(), "--iterations", "3", "--serve"));
    assertEquals("chain", demo.at("/steps/0/name").asText());
    assertEquals("serve", demo.at("/steps/1/name").asText());
    assertAnchoredAndVerified(demo);
    assertEquals("3", demo.at("/lineage/model_id").asText());
    assertTrue(!before.equals(demo.at("/lineage/run_id").asText()));
  }

  /** The chain and the agents of the second run still serve; its transcripts are short. */
  @Test
  @Order(9)
  void eachPartOfWhatWasPublishedIsGuarded() throws Exception {
    ReportSchema.validated("train", run().resolve("train.json"));
    ReportSchema.validated("verify", run().resolve("verify.json"));
    ReportSchema.validated("audit", run().resolve("audit.json"));
    Deployment deployment = Deployment.read(folder.resolve("lineal-demo/chain/chain.json"));
    LinealChain chain = LinealChain.open(deployment);
    ChainAnchors anchors = new ChainAnchors(chain);
    ChainModels models = new ChainModels(chain);
    ChainLicenceLedger grants = new ChainLicenceLedger(chain);
    Path zip = run().resolve("model/bundle.zip");
    PublishedBundle good = PublishedBundle.read(zip, anchors, models, grants);
    assertEquals(List.of(), good.failed());
    int fields = good.changeEveryField();
    System.out.printf("demo: %d changed fields, each caught by its check%n", fields);
    assertTrue(fields > 200, fields + " fields");
    good.changeLinesAndFiles();

    // The same contracts once more, where nothing was bought and nothing anchored.
    Wallet deployer = Wallet.generate();
    Path other = folder.resolve("other");
    try (DevChain empty = DevChain.start(other, 0)) {
      empty.fund(deployer.address(), BigInteger.TEN.pow(18));
      LinealChain bare =
          LinealChain.open(
              ContractDeployment.deploy(empty.node(), deployer, Patience.DEVELOPMENT).deployment());
      assertEquals(
          List.of("anchor-on-chain"),
          PublishedBundle.read(zip, new ChainAnchors(bare), models, grants).failed());
      assertEquals(
          List.of("model-on-chain"),
          PublishedBundle.read(zip, anchors, new ChainModels(bare), grants).failed());
      assertEquals(
          List.of("grants"),
          PublishedBundle.read(zip, anchors, models, new ChainLicenceLedger(bare)).failed());
    }
  }

  @Test
  @Order(10)
  void anInterruptLeavesNoProcess() throws Exception {
    assertEquals(0, demo("--stop", "--json", folder.resolve("stopped.json").toString()).waitFor());
    assertEquals(List.of(), processesOfTheDemo(), "what the second run left");
    Process demo = demo("--iterations", "200");
    Path logs = folder.resolve("lineal-demo/logs/agent-2.log");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (demo.isAlive() && System.nanoTime() < deadline && processesOfTheDemo().size() < 4) {
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
    assertTrue(Files.exists(logs));
    demo.destroy();
    assertTrue(demo.waitFor(1, TimeUnit.MINUTES), "the demo ends when it is told to");
    assertEquals(List.of(), processesOfTheDemo());
  }
}
