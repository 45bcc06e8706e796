package dev.lineal.market.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.market.Fixture;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are corrupt, missing or down. */
class FaultsTest {
  @Test
  void aCorruptManifestIsShownAsFailedAndNeverServed() throws Exception {
    try (Market market = Market.of(Fixture.get().broken(), Optional.empty())) {
      JsonNode list = market.api().json(200, "/v1/models");
      assertEquals(0, list.get("total").asInt());
      assertEquals(1, list.get("failed").size());
      String id = list.get("failed").get(0).get("id").asText();
      for (String part : new String[] {"", "/card", "/manifest", "/lineage", "/verification"}) {
        JsonNode problem = market.api().json(500, "/v1/models/" + id + part);
        assertEquals("https://lineal.dev/problems/corrupt-manifest", problem.get("type").asText());
        assertFalse(problem.toString().contains("cat recognition"));
      }
      assertTrue(market.api().text(500, "/models/" + id).contains("failed its check"));
      String page = market.api().text(200, "/models");
      assertTrue(page.contains("Rows that failed their check"), page);
      assertFalse(page.contains("cat recognition"));
    }
  }

  @Test
  void tablesThatAreMissingAreAProblemUntilTheyAreThere(@TempDir Path folder) throws Exception {
    Path tables = folder.resolve("tables");
    try (Market market = Market.of(tables, Optional.empty())) {
      JsonNode problem = market.api().json(503, "/v1/models");
      assertEquals("https://lineal.dev/problems/tables-missing", problem.get("type").asText());
      assertFalse(market.api().json(503, "/readyz").get("ready").asBoolean());
      assertEquals("ok\n", market.api().text(200, "/healthz"));
      assertTrue(market.api().text(503, "/models").contains("lineage tables"));
      copy(Fixture.get().good(), tables);
      Market.until(() -> market.api().checked("/readyz").statusCode() == 200);
      assertEquals(2, market.api().json(200, "/v1/models").get("total").asInt());
      Files.move(tables, folder.resolve("gone"));
      Market.until(() -> stale(market.api().json(200, "/v1/models"), "tables"));
      assertEquals(2, market.api().json(200, "/v1/models").get("total").asInt());
    }
  }

  private static boolean stale(JsonNode list, String source) {
    return list.get("index").get(source).get("stale").asBoolean();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  @Test
  void aChainThatIsDownIsServedStale(@TempDir Path folder) throws Exception {
    DevChain chain = DevChain.start(folder, 0);
    Wallet deployer = Wallet.generate();
    chain.fund(deployer.address(), BigInteger.TEN.pow(18));
    Deployment contracts =
        ContractDeployment.deploy(chain.node(), deployer, Patience.DEVELOPMENT).deployment();
    try (Market market = Market.of(Fixture.get().good(), Optional.of(contracts))) {
      assertFalse(stale(market.api().json(200, "/v1/models"), "chain"));
      chain.close();
      Market.until(() -> stale(market.api().json(200, "/v1/models"), "chain"));
      JsonNode list = market.api().json(200, "/v1/models");
      assertEquals(2, list.get("total").asInt());
      String problem = list.get("index").get("chain").get("problem").asText();
      assertTrue(problem.contains("does not answer"), problem);
      assertTrue(market.api().text(200, "/models").contains("what you see is stale"));
    } finally {
      chain.close();
    }
  }
}
