package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lineal.he.HeParameters;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.licence.GrantPurchase;
import dev.lineal.lineage.licence.GrantWish;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.ChildJvm;
import dev.lineal.owner.Main;
import dev.lineal.owner.home.DurableFile;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner's commands on a real chain, as processes; reports are held against their schemas. */
class OnChainCommandsTest extends NoNativeLeaks {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  @TempDir private Path directory;
  private Path home;
  private int runs;

  private JsonNode owner(int exit, String verb, String... arguments) throws Exception {
    Path json = directory.resolve("report-" + runs + ".json");
    Path log = directory.resolve("log-" + runs++);
    List<String> command = ChildJvm.command(Main.class);
    command.addAll(List.of("owner", verb, "--home", home.toString()));
    command.addAll(List.of("--passphrase-file", directory.resolve("passphrase").toString()));
    command.addAll(List.of("--chain", directory.resolve("chain.json").toString()));
    command.addAll(List.of("--json", json.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the process hangs");
    assertEquals(exit, process.exitValue(), Files.readString(log));
    String text = Files.readString(json);
    String name = "/schemas/report/owner-" + verb + "-1.json";
    try (InputStream schema = OnChainCommandsTest.class.getResourceAsStream(name)) {
      var read =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(schema, InputFormat.JSON);
      assertEquals(List.of(), read.validate(text, InputFormat.JSON), text);
    }
    return new ObjectMapper().readTree(text);
  }

  @Test
  void fromRegistrationToTheClaim() throws Exception {
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 1);
    StudySchema schema = BreastCancer.schema();
    RowSource rows = SchemaRows.open(data, schema, RejectionLog.NONE);
    DurableFile.write(
        directory.resolve("passphrase"),
        (TestStudyHome.PASSPHRASE + "\n").getBytes(StandardCharsets.UTF_8));
    try (TestStudyHome study =
            TestStudyHome.create(directory, HeParameters.INSECURE_TEST_10, schema, rows);
        DevChain process = DevChain.start(directory.resolve("chain"), 0)) {
      home = study.directory;
      study.encryption(data).execute();
      process.fund(study.owner.binding().wallet(), ETHER);
      Wallet trainer = Wallet.generate();
      process.fund(trainer.address(), ETHER);
      LinealChain chain =
          LinealChain.open(
              ContractDeployment.deploy(process.node(), trainer, Patience.DEVELOPMENT)
                  .deployment());
      chain.deployment().write(directory.resolve("chain.json"));
      registersOnce(chain, study);
      sellsAndClaims(chain, chain.writer(trainer));
      givesAndRevokes(chain, trainer);
    }
  }

  private void registersOnce(LinealChain chain, TestStudyHome study) throws Exception {
    JsonNode missing = owner(2, "register", "--study", TestStudyHome.STUDY);
    assertEquals(
        "--preset: a new dataset needs terms", missing.get("error").get("message").asText());
    String[] terms = {"--preset", "commercial", "--price-wei", "1001", "--share-bp", "250"};
    List<String> register = new ArrayList<>(List.of("--study", TestStudyHome.STUDY));
    register.addAll(List.of(terms));
    JsonNode registered = owner(0, "register", register.toArray(String[]::new));
    assertTrue(registered.get("fresh").asBoolean());
    assertEquals(1, registered.get("dataset").asLong());
    PublishedDataset dataset = PublishedDatasets.of(study.owner).list().get(0);
    assertEquals(dataset.id(), registered.get("content_root").asText());
    assertTrue(chain.datasets().hasContent(1, dataset.manifest().contentRoot()));
    JsonNode again = owner(0, "register", "--study", TestStudyHome.STUDY);
    assertFalse(again.get("fresh").asBoolean());
    assertEquals(1, chain.datasets().count());

    JsonNode cheaper =
        owner(0, "terms", "--dataset", "1", "--preset", "research", "--price-wei", "7");
    assertEquals(1, cheaper.get("number").asLong());
    assertEquals("7", cheaper.get("terms").get("price_wei").asText());
    assertEquals(
        cheaper.get("terms"), owner(0, "terms", "--dataset", "1").get("terms"), "shown unchanged");
  }

  private static GrantWish wish() {
    return new GrantWish(
        1, "diagnosis", Optional.empty(), Optional.empty(), GrantWish.Use.RESEARCH);
  }

  private void sellsAndClaims(LinealChain chain, ChainWriter trainer) throws Exception {
    new GrantPurchase(chain).buy(trainer, wish());
    JsonNode earnings = owner(0, "earnings");
    assertEquals("7", earnings.get("claimable_wei").asText());
    JsonNode claimed = owner(0, "claim");
    assertEquals("7", claimed.get("claimed_wei").asText());
    assertEquals("0", owner(0, "earnings").get("claimable_wei").asText());
    assertEquals(0, owner(0, "claim").get("transactions").size());
  }

  private void givesAndRevokes(LinealChain chain, Wallet trainer) throws Exception {
    String licensee = trainer.address().text();
    JsonNode given =
        owner(0, "grant", "--dataset", "1", "--purpose", "diagnosis", "--to", licensee);
    assertEquals("0", given.get("price_wei").asText());
    String id = given.get("grant").asText();
    JsonNode revoked = owner(0, "revoke", id, "--reason", "consent withdrawn");
    assertEquals(id, revoked.get("grant").asText());
    JsonNode twice = owner(3, "revoke", id, "--reason", "again");
    assertEquals("chain.grant_revoked", twice.get("error").get("code").asText());
    owner(0, "access", "refused", "--dataset", "1", "--to", licensee);
    assertEquals(
        "chain.not_allowed",
        org.junit.jupiter.api.Assertions.assertThrows(
                dev.lineal.lineage.LineageException.class,
                () -> new GrantPurchase(chain).buy(chain.writer(trainer), wish()))
            .code());
  }
}
