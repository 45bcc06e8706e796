package dev.lineal.jobs.sandbox;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.jobs.testing.ReportSchema;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.licence.ChainLicenceLedger;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.verify.ChainAnchors;
import dev.lineal.lineage.verify.ChainModels;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Column;
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

  /** A command of the front door; its report, which is there where it ends well. */
  private static Path lineal(int code, String... words) throws Exception {
    Path json = folder.resolve("command.json");
    Path log = folder.resolve("command.log");
    List<String> command =
        Stream.concat(
                Stream.of(System.getProperty("lineal.front.door")),
                Stream.concat(Stream.of(words), Stream.of("--json", json.toString())))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it ends");
    assertEquals(code, process.exitValue(), Files.readString(log));
    return json;
  }

  private static String demo(String path) {
    return folder.resolve("demo").resolve(path).toString();
  }

  private static String[] words(String[]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray(String[]::new);
  }

  private static String[] onChain() {
    return new String[] {"--chain", demo("chain/chain.json")};
  }

  private static String[] passphrase() {
    return new String[] {"--passphrase-file", demo("secrets/passphrase")};
  }

  /** A wallet with little in it, which pays for anchoring. */
  private static Wallet gasWallet(Path file) throws Exception {
    Wallet wallet = Wallet.generate();
    char[] passphrase = Files.readAllLines(Path.of(demo("secrets/passphrase"))).get(0).toCharArray();
    Keystore.save(wallet, file, passphrase, Keystore.Cost.INSECURE_TEST);
    String ether =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"anvil_setBalance\",\"params\":[\"%s\",\"0x16345785d8a0000\"]}"
            .formatted(wallet.address().text());
    HttpRequest fund =
        HttpRequest.newBuilder(Deployment.read(Path.of(demo("chain/chain.json"))).url())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ether))
            .build();
    HttpClient.newHttpClient().send(fund, HttpResponse.BodyHandlers.ofString());
    return wallet;
  }

  /** Two more iterations on from the first model. */
  @Test
  @Order(3)
  void aModelIsDerivedFromTheFirst() throws Exception {
    Path derived = Files.createDirectories(folder.resolve("derived"));
    String parent = run().resolve("model").toString();
    String[] trainer = words(new String[] {"--trainer", demo("trainer")}, passphrase(), onChain());
    String plan = derived.resolve("plan.json").toString();
    String[] ofStudy = {"--study", demo("study.json"), "--parent", parent};
    Path planned =
        lineal(
            0,
            words(
                new String[] {"plan", "--iterations", "2", "--out", plan}, ofStudy, trainer));
    String first =
        JSON.readTree(run().resolve("train.json").toFile()).get("manifest_sha256").asText();
    assertEquals(
        first, ReportSchema.validated("plan", planned).get("parent_model").asText());

    Path keystore = Files.createDirectories(folder.resolve("gas")).resolve("wallet.json");
    Files.setPosixFilePermissions(keystore.getParent(), PosixFilePermissions.fromString("rwx------"));
    Wallet gas = gasWallet(keystore);
    Path trained =
        lineal(
            0,
            words(
                new String[] {"train", "--plan", plan, "--store", demo("store")},
                new String[] {"--model", derived.resolve("model").toString(), "--name", "derived"},
                new String[] {"--price-per-call-wei", "1000000007"},
                new String[] {"--validation", demo("data/test.csv")},
                new String[] {"--gas-wallet", keystore.toString()},
                new String[] {"--gas-passphrase-file", demo("secrets/passphrase")},
                ofStudy,
                trainer));
    JsonNode report = ReportSchema.validated("train", trained);
    assertEquals(2, report.at("/chain/model").asInt());
    assertEquals(gas.address().text(), report.at("/chain/anchored_by").asText());
    assertEquals(first, report.get("parent_model").asText());
    assertEquals("accuracy", report.at("/metrics/0/name").asText());
    // The parent's 32 iterations count: two from 0 are far from it.
    double accuracy = report.at("/metrics/0/value").asDouble();
    assertTrue(accuracy >= 0.95, "accuracy " + accuracy);

    Path verified =
        lineal(
            0, words(new String[] {"verify", derived.resolve("model").resolve("bundle.zip").toString()}, onChain()));
    for (JsonNode check : ReportSchema.validated("verify", verified).get("checks")) {
      assertEquals("ok", check.get("status").asText(), check.toString());
    }
    Path view = lineal(0, "lineage", "derived", "--store", demo("store/lineage"));
    String edge =
        "{\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(first, report.get("manifest_sha256").asText());
    assertTrue(JSON.readTree(view.toFile()).get("edges").toString().contains(edge), edge);
  }

  @Test
  @Order(4)
  void aHundredCallsOfTheDerivedModelArePaidUpItsAncestryToTheWei() throws Exception {
    Path paid =
        lineal(
            0,
            words(
                new String[] {"model", "pay", "2", "--calls", "100"},
                onChain(),
                new String[] {"--wallet", demo("trainer/wallet.json")},
                passphrase()));
    BigInteger amount =
        new BigInteger(ReportSchema.validated("model-pay", paid).get("paid_wei").asText());
    assertEquals(new BigInteger("100000000700"), amount);
    // The parent's licence asks for 500 basis points of what a derived model earns.
    BigInteger parents = part(amount, 500);
    BigInteger rest = amount.subtract(parents);
    JsonNode shares =
        JSON.readTree(run().resolve("train.json").toFile()).at("/contributors/shares");
    BigInteger claimed = BigInteger.ZERO;
    for (int owner = 0; owner < shares.size(); owner++) {
      Path report =
          lineal(
              0,
              words(
                  new String[] {"owner", "claim", "--home", demo("owner-" + owner)},
                  passphrase(),
                  onChain()));
      BigInteger wei =
          new BigInteger(
              ReportSchema.validated("owner-claim", report).get("claimed_wei").asText());
      long share = shares.get(owner).get("share_bp").asLong();
      // And the price of the one licence that was bought.
      assertEquals(
          part(rest, share).add(part(parents, share)).add(BigInteger.valueOf(1_000_000)), wei);
      claimed = claimed.add(wei).subtract(BigInteger.valueOf(1_000_000));
    }
    BigInteger left = amount.subtract(claimed);
    System.out.printf("demo: %s wei paid, %s claimed, %s wei of rounding%n", amount, claimed, left);
    assertTrue(left.signum() >= 0 && left.intValueExact() < 2 * shares.size(), left + " wei left");
  }

  private static BigInteger part(BigInteger amount, long basisPoints) {
    return amount.multiply(BigInteger.valueOf(basisPoints)).divide(BigInteger.valueOf(10_000));
  }

  /** The derived run is short, so that all of its steps can be replayed. */
  @Test
  @Order(5)
  void aChangedRowOfATableIsNamed() throws Exception {
    RunPlan plan = SignedPlanFile.read(folder.resolve("derived/plan.json")).plan();
    Column run = col("run").equalTo(plan.sha256().toString());
    String owner = plan.datasets().get(1).contentRoot().toString();
    try (DemoTables tables = DemoTables.open(folder.resolve("demo/store"))) {
      assertEquals(List.of(), tables.audit(plan));
      Column value =
          run.and(col("iteration").equalTo(1)).and(col("round").equalTo(2)).and(col("item").equalTo(1));
      try (DemoTables.Undo undo = tables.changeBytes("refreshed", value, "c0")) {
        assertEquals(
            List.of("iteration 1, round 2, slice 1", "iteration 1, round 3, slice 1"),
            tables.audit(plan));
      }
      Column column = col("content_root").equalTo(owner).and(col("column").equalTo(4));
      try (DemoTables.Undo undo = tables.changeBytes("columns", column, "ciphertext")) {
        assertEquals(
            List.of(
                "iteration 0, round 1, slice 1",
                "iteration 0, round 5, slice 0",
                "iteration 1, round 1, slice 1",
                "iteration 1, round 5, slice 0"),
            tables.audit(plan));
      }
      Column manifest = col("sha256").equalTo(plan.sha256().toString());
      try (DemoTables.Undo undo =
          tables.changeText("lineage/manifests", manifest, "document", "{}")) {
        lineal(1, "lineage", "derived", "--store", demo("store/lineage"));
        String log = Files.readString(folder.resolve("command.log"));
        assertTrue(log.contains(plan.sha256().toString()), log);
      }
    }
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
      String log = Files.readString(folder.resolve("command.log"));
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
