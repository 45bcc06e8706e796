package dev.lineal.lineage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.Main;
import dev.lineal.lineage.OwnerOnlyFile;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.Contributor;
import dev.lineal.lineage.chain.DatasetVersion;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.ModelTerms;
import dev.lineal.lineage.chain.ModelVersion;
import dev.lineal.lineage.chain.TestWallets;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Schemas;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them, on a chain that {@code chain dev} runs as a process. */
@Timeout(120)
class ChainCommandsTest {
  private static final Wallet OWNER = TestWallets.of("owner");
  private static final Wallet TRAINER = TestWallets.of("trainer");
  private static final BigInteger PRICE = BigInteger.valueOf(1_234);

  @TempDir private Path directory;
  private int runs;

  /** Runs a command; its report has been held against its schema. */
  private JsonNode run(int exit, String... arguments) throws IOException {
    Path json = directory.resolve("report-" + runs++ + ".json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", json.toString()));
    assertEquals(exit, Main.run(all.toArray(String[]::new)));
    return checked(arguments[0] + "-" + arguments[1], json);
  }

  private static JsonNode checked(String schema, Path json) throws IOException {
    String text = Files.readString(json);
    assertEquals(List.of(), Schemas.faults(Schemas.of("report/" + schema + "-1.json"), text), text);
    return new ObjectMapper().readTree(text);
  }

  private Process dev(Path json) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.lineal.lineage.Main",
            "chain",
            "dev",
            "--dir",
            directory.resolve("chain").toString(),
            "--fund",
            OWNER.address().text(),
            "--fund",
            TRAINER.address().text(),
            "--json",
            json.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void untilListening(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("listening http://127.0.0.1:")) {
        return;
      }
    }
    throw new AssertionError("chain dev ended without listening");
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "chain dev does not end");
  }

  private String[] wallet(Wallet wallet, String name) {
    Path keystore = directory.resolve("secrets").resolve(name + ".json");
    Path passphrase = directory.resolve("secrets").resolve("passphrase");
    if (!Files.exists(keystore)) {
      Keystore.save(wallet, keystore, "secret".toCharArray(), Keystore.Cost.INSECURE_TEST);
    }
    if (!Files.exists(passphrase)) {
      OwnerOnlyFile.create(passphrase, "secret\n".getBytes(StandardCharsets.UTF_8));
    }
    return new String[] {
      "--wallet", keystore.toString(), "--passphrase-file", passphrase.toString()
    };
  }

  private static String[] join(String[]... parts) {
    return java.util.Arrays.stream(parts).flatMap(java.util.Arrays::stream).toArray(String[]::new);
  }

  @Test
  void aChainThatIsStoppedAndStartedKeepsLicencesAndModels() throws Exception {
    Path report = directory.resolve("dev.json");
    Path file = directory.resolve("chain/chain.json");
    String[] on = {"--chain", file.toString()};
    Process process = dev(report);
    try {
      untilListening(process);
      registerDataset(Deployment.read(file));
      buyAndList(on);
      registerModel(Deployment.read(file));
    } finally {
      stop(process);
    }
    assertEquals(31_337, checked("chain-dev", report).get("chain_id").asLong());
    Deployment before = Deployment.read(file);
    process = dev(report);
    try {
      untilListening(process);
      Deployment after = Deployment.read(file);
      assertEquals(before.at(after.url()), after, "the contracts are where they were");
      payForCalls(on);
      deployAgain(after);
    } finally {
      stop(process);
    }
    JsonNode down = run(4, join(new String[] {"model", "list"}, on));
    assertEquals("chain.node", down.get("error").get("code").asText());
  }

  private static void registerDataset(Deployment deployment) {
    LinealChain chain = LinealChain.open(deployment);
    LicenceTerms terms = chain.datasets().preset(LicenceTerms.Preset.COMMERCIAL, PRICE, 100);
    DatasetVersion version =
        new DatasetVersion(
            Samples.hash("content"), Samples.hash("manifest"), Samples.hash("schema"), 569, "");
    chain.datasets().register(chain.writer(OWNER), "breast-cancer", version, terms);
  }

  private void buyAndList(String[] on) throws IOException {
    String[] buy = {"licence", "buy", "--dataset", "1", "--purpose", "diagnosis", "--commercial"};
    JsonNode bought = run(0, join(buy, on, wallet(TRAINER, "trainer")));
    assertEquals("1234", bought.get("price_wei").asText());
    assertEquals(OWNER.address().text(), bought.get("owner").asText());
    String[] list = {"licence", "list", "--licensee", TRAINER.address().text()};
    JsonNode grants = run(0, join(list, on)).get("grants");
    assertEquals(1, grants.size());
    assertEquals(bought.get("grant"), grants.get(0).get("grant"));
    JsonNode ofDataset = run(0, join(new String[] {"licence", "list", "--dataset", "1"}, on));
    assertEquals(grants, ofDataset.get("grants"));
    JsonNode all = run(0, join(new String[] {"chain", "datasets"}, on));
    JsonNode newest = all.get("datasets").get(0);
    assertEquals(Samples.hash("content").toString(), newest.get("content_root").asText());
    assertEquals(0, newest.get("version").asInt());
    JsonNode other = run(0, join(new String[] {"chain", "datasets", "--study", "other"}, on));
    assertEquals(0, other.get("datasets").size());
    assertFalse(all.get("versions_sha256").equals(other.get("versions_sha256")));

    String[] unknown = {"licence", "buy", "--dataset", "9", "--purpose", "diagnosis"};
    JsonNode refused = run(3, join(unknown, on, wallet(TRAINER, "trainer")));
    assertEquals("chain.unknown_dataset", refused.get("error").get("code").asText());
  }

  private static void registerModel(Deployment deployment) {
    LinealChain chain = LinealChain.open(deployment);
    ChainWriter trainer = chain.writer(TRAINER);
    Sha256 plan = Samples.hash("plan");
    chain.licences().openRun(trainer, plan, chain.licences().grantsOf(trainer.address()), 10, 31);
    chain
        .models()
        .register(
            trainer,
            new ModelVersion(plan, Samples.hash("model"), "ipfs://model"),
            new ModelTerms(true, true, 500, BigInteger.valueOf(77)),
            List.of(
                new Contributor(TRAINER.address(), 9_900), new Contributor(OWNER.address(), 100)),
            List.of());
  }

  private void payForCalls(String[] on) throws IOException {
    String[] pay = {"model", "pay", "1", "--calls", "3"};
    JsonNode paid = run(0, join(pay, on, wallet(TRAINER, "trainer")));
    assertEquals("231", paid.get("paid_wei").asText());
    JsonNode model = run(0, join(new String[] {"model", "get", "1"}, on)).get("model");
    assertEquals("77", model.get("price_per_call_wei").asText());
    JsonNode all = run(0, join(new String[] {"model", "list"}, on)).get("models");
    assertEquals(
        List.of(model), java.util.stream.StreamSupport.stream(all.spliterator(), false).toList());
    JsonNode none = run(2, join(new String[] {"model", "get", "2"}, on));
    assertEquals("chain.not_found", none.get("error").get("code").asText());
  }

  private void deployAgain(Deployment first) throws IOException {
    Path out = directory.resolve("second.json");
    String[] deploy = {
      "chain", "deploy", "--node", first.url().toString(), "--out", out.toString()
    };
    JsonNode deployed = run(0, join(deploy, wallet(OWNER, "owner")));
    Deployment second = Deployment.read(out);
    assertEquals(second.toJson().toString(), deployed.get("deployment").toString());
    assertFalse(second.anchorLog().equals(first.anchorLog()));
    JsonNode empty =
        run(0, join(new String[] {"model", "list"}, new String[] {"--chain", out.toString()}));
    assertEquals(0, empty.get("models").size());
  }

  @Test
  void aFileThatIsNoDeploymentIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("x.json"), "{\"schema\":\"other\"}");
    JsonNode refused = run(2, "model", "list", "--chain", file.toString());
    assertEquals("chain.deployment", refused.get("error").get("code").asText());
    assertEquals(
        file + " is no deployment file: schema: must be lineal.deployment/1.",
        refused.get("error").get("message").asText());
  }
}
