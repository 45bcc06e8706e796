package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

  private static Process demo(String... options) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    System.getProperty("lineal.front.door"),
                    "demo",
                    "--dir",
                    folder.resolve("demo").toString()),
                Stream.of(options))
            .toList();
    return new ProcessBuilder(command)
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
        .filter(line -> line.contains(folder.resolve("demo").toString()))
        .toList();
  }

  @Test
  @Order(1)
  void rowsBecomeAModelThatAgreesWithTheSameAlgorithmInTheClear() throws Exception {
    JsonNode demo = report(0, demo("--json", folder.resolve("demo.json").toString(), "--serve"));
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
            "compare"),
        steps);
    assertAnchoredAndVerified(demo);
    assertEquals(
        5, processesOfTheDemo().size(), "agents and chain, with its node, that --serve left");
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
    }
    assertEquals(10_000, shares);
  }

  private static Path run() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("demo/runs"))) {
      return runs.findFirst().orElseThrow();
    }
  }

  /** The chain and the agents of the first run still serve. */
  @Test
  @Order(2)
  void eachPartOfWhatWasPublishedIsGuarded() throws Exception {
    ReportSchema.validated("train", run().resolve("train.json"));
    ReportSchema.validated("verify", run().resolve("verify.json"));
    ReportSchema.validated("audit", run().resolve("audit.json"));
    Deployment deployment = Deployment.read(folder.resolve("demo/chain/chain.json"));
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

  private static String demo(String path) {
    return folder.resolve("demo").resolve(path).toString();
  }

  private static Path lineal(int code, String... words) throws Exception {
    return new FrontDoor(folder).lineal(code, words);
  }

  private static DerivedModel derived() throws IOException {
    return new DerivedModel(new FrontDoor(folder), run());
  }

  /** One more iteration on from the first model. */
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

  /** The derived run has one iteration, so that all of its steps can be replayed. */
  @Test
  @Order(5)
  void aChangedRowOfATableIsNamed() throws Exception {
    derived().changeRows();
  }

  @Test
  @Order(6)
  void oneByteOfAShardIsFound() throws Exception {
    Path shard;
    try (Stream<Path> files = Files.walk(folder.resolve("demo/owner-1/studies/sandbox/datasets"))) {
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
  void aSecondRunFindsTheOwnersAndMakesAnotherModel() throws Exception {
    String before =
        JSON.readTree(folder.resolve("demo.json").toFile()).at("/lineage/run_id").asText();
    JsonNode demo =
        report(0, demo("--json", folder.resolve("demo.json").toString(), "--iterations", "3"));
    assertEquals("chain", demo.at("/steps/0/name").asText());
    assertEquals("serve", demo.at("/steps/1/name").asText());
    assertAnchoredAndVerified(demo);
    assertEquals("3", demo.at("/lineage/model_id").asText());
    assertTrue(!before.equals(demo.at("/lineage/run_id").asText()));
    assertEquals(List.of(), processesOfTheDemo());
  }

  @Test
  @Order(8)
  void anInterruptLeavesNoProcess() throws Exception {
    Process demo = demo("--iterations", "200");
    Path logs = folder.resolve("demo/logs/agent-2.log");
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
