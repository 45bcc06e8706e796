package dev.lineal.jobs.sandbox;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.jobs.testing.ReportSchema;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.manifest.RunPlan;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * A model that starts from the demo's, by the commands that a trainer types.
 *
 * @param run folder of the demo's run
 */
record DerivedModel(FrontDoor door, Path run) {
  private static final BigInteger AMOUNT_WEI = new BigInteger("100000000700");

  /** Of a hundred calls: the parent's licence asks for 500 basis points of what it leads to. */
  static final BigInteger PARENTS_WEI = part(AMOUNT_WEI, 500);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static String[] words(String[]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray(String[]::new);
  }

  private String[] onChain() {
    return new String[] {"--chain", door.demo("chain/chain.json")};
  }

  private String[] passphrase() {
    return new String[] {"--passphrase-file", door.demo("secrets/passphrase")};
  }

  /** A wallet with little in it, which pays for anchoring. */
  private Wallet gasWallet(Path file) throws Exception {
    Wallet wallet = Wallet.generate();
    char[] passphrase =
        Files.readAllLines(Path.of(door.demo("secrets/passphrase"))).get(0).toCharArray();
    Keystore.save(wallet, file, passphrase, Keystore.Cost.INSECURE_TEST);
    String ether =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"anvil_setBalance\",\"params\":[\"%s\",\"0x16345785d8a0000\"]}"
            .formatted(wallet.address().text());
    HttpRequest fund =
        HttpRequest.newBuilder(Deployment.read(Path.of(door.demo("chain/chain.json"))).url())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ether))
            .build();
    HttpClient.newHttpClient().send(fund, HttpResponse.BodyHandlers.ofString());
    return wallet;
  }

  /** Plan, train, verify, lineage. */
  void derive() throws Exception {
    Path derived = Files.createDirectories(door.folder().resolve("derived"));
    String parent = run.resolve("model").toString();
    String[] trainer =
        words(new String[] {"--trainer", door.demo("trainer")}, passphrase(), onChain());
    String plan = derived.resolve("plan.json").toString();
    String[] ofStudy = {"--study", door.demo("study.json"), "--parent", parent};
    Path planned =
        door.lineal(
            0, words(new String[] {"plan", "--iterations", "2", "--out", plan}, ofStudy, trainer));
    String first =
        JSON.readTree(run.resolve("train.json").toFile()).get("manifest_sha256").asText();
    assertEquals(first, ReportSchema.validated("plan", planned).get("parent_model").asText());

    Path keystore = Files.createDirectories(door.folder().resolve("gas")).resolve("wallet.json");
    Files.setPosixFilePermissions(
        keystore.getParent(), PosixFilePermissions.fromString("rwx------"));
    Wallet gas = gasWallet(keystore);
    Path trained =
        door.lineal(
            0,
            words(
                new String[] {"train", "--plan", plan, "--store", door.demo("store")},
                new String[] {"--model", derived.resolve("model").toString(), "--name", "derived"},
                new String[] {"--price-per-call-wei", "1000000007"},
                new String[] {"--validation", door.demo("data/test.csv")},
                new String[] {"--gas-wallet", keystore.toString()},
                new String[] {"--gas-passphrase-file", door.demo("secrets/passphrase")},
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
        door.lineal(
            0,
            words(
                new String[] {"verify", derived.resolve("model").resolve("bundle.zip").toString()},
                onChain()));
    for (JsonNode check : ReportSchema.validated("verify", verified).get("checks")) {
      assertEquals("ok", check.get("status").asText(), check.toString());
    }
    Path view = door.lineal(0, "lineage", "derived", "--store", door.demo("store/lineage"));
    String edge =
        "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(first, report.get("manifest_sha256").asText());
    assertTrue(JSON.readTree(view.toFile()).get("edges").toString().contains(edge), edge);
  }

  /** A hundred calls, and what every owner claims of them. */
  void pay() throws Exception {
    Path paid =
        door.lineal(
            0,
            words(
                new String[] {"model", "pay", "2", "--calls", "100"},
                onChain(),
                new String[] {"--wallet", door.demo("trainer/wallet.json")},
                passphrase()));
    BigInteger amount =
        new BigInteger(ReportSchema.validated("model-pay", paid).get("paid_wei").asText());
    assertEquals(AMOUNT_WEI, amount);
    BigInteger parents = PARENTS_WEI;
    BigInteger rest = amount.subtract(parents);
    JsonNode shares = JSON.readTree(run.resolve("train.json").toFile()).at("/contributors/shares");
    BigInteger claimed = BigInteger.ZERO;
    for (int owner = 0; owner < shares.size(); owner++) {
      Path report =
          door.lineal(
              0,
              words(
                  new String[] {"owner", "claim", "--home", door.demo("owner-" + owner)},
                  passphrase(),
                  onChain()));
      BigInteger wei =
          new BigInteger(ReportSchema.validated("owner-claim", report).get("claimed_wei").asText());
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

  static BigInteger part(BigInteger amount, long basisPoints) {
    return amount.multiply(BigInteger.valueOf(basisPoints)).divide(BigInteger.valueOf(10_000));
  }

  /** Rows of the tables, changed: what finds them. */
  void changeRows() throws Exception {
    RunPlan plan = SignedPlanFile.read(door.folder().resolve("derived/plan.json")).plan();
    Column ofRun = col("run").equalTo(plan.sha256().toString());
    String owner = plan.datasets().get(1).contentRoot().toString();
    try (DemoTables tables = DemoTables.open(door.folder().resolve("lineal-demo/store"))) {
      Column value =
          ofRun
              .and(col("iteration").equalTo(1))
              .and(col("round").equalTo(2))
              .and(col("item").equalTo(1));
      // Products with the public weights of iteration 0 have the column's a in c_1, not its c_0.
      Column column = col("content_root").equalTo(owner).and(col("column").equalTo(4));
      // Both at once, as each is found where it alone counted: a replay takes half a minute.
      tables.whileBytesDiffer(
          "refreshed",
          value,
          "c0",
          () ->
              tables.whileBytesDiffer(
                  "columns",
                  column,
                  "ciphertext",
                  () ->
                      assertEquals(
                          List.of(
                              "iteration 0, round 5, slice 0",
                              "iteration 1, round 1, slice 1",
                              "iteration 1, round 2, slice 1",
                              "iteration 1, round 3, slice 1",
                              "iteration 1, round 5, slice 0"),
                          tables.audit(plan))));
      tables.whileTextIs(
          "lineage/manifests",
          col("sha256").equalTo(plan.sha256().toString()),
          "document",
          "{}",
          () -> door.lineal(1, "lineage", "derived", "--store", door.demo("store/lineage")));
      String log = door.log();
      assertTrue(log.contains(plan.sha256().toString()), log);
    }
  }
}
