package dev.lineal.owner.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PeersBenchCommandTest {
  @Test
  void missingPeersAreSaidAndOpenFheIsMeasured(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("peers.json");
    int exit =
        new CommandLine(new BenchCommand())
            .execute(
                "peers",
                "--rounds=1",
                "--data=breast-cancer",
                "--go=no-such-go",
                "--python=no-such-python",
                "--cache=" + folder.resolve("cache"),
                "--json=" + file);
    assertEquals(0, exit);
    String json = Files.readString(file);
    assertEquals(java.util.List.of(), schema().validate(json, InputFormat.JSON));
    JsonNode report = JsonMapper.builder().build().readTree(json);
    assertMissing(report.get("peers").get(1), "no-such-go cannot be started here.");
    assertMissing(report.get("peers").get(2), "no-such-python cannot be started here.");
    for (JsonNode row : report.get("results")) {
      assertEquals("openfhe", row.get("peer").asText());
      assertEquals(row.get("name").asText().equals("rescale"), row.get("ratio").isNull());
    }
    for (JsonNode iteration : report.get("iterations")) {
      assertTrue(iteration.get("lineal_bits").asDouble() > 25, iteration::toString);
      assertTrue(iteration.get("openfhe_bits").asDouble() > 25, iteration::toString);
    }
  }

  @Test
  void noRoundIsAUsageError() {
    assertEquals(2, new CommandLine(new BenchCommand()).execute("peers", "--rounds", "0"));
  }

  private static void assertMissing(JsonNode peer, String reason) {
    assertEquals(false, peer.get("available").asBoolean());
    assertEquals(reason, peer.get("reason").asText());
    assertTrue(peer.get("how").asText().startsWith("Install "), peer::toString);
  }

  private static Schema schema() throws IOException {
    try (InputStream text =
        PeersBenchCommandTest.class.getResourceAsStream("/schemas/report/bench-peers-1.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);
    }
  }
}
