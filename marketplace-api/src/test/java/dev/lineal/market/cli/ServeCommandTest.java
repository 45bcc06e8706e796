package dev.lineal.market.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lineal.market.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process. */
class ServeCommandTest {
  @TempDir private Path folder;

  private static List<?> faults(String json) throws IOException {
    try (InputStream text = Main.class.getResourceAsStream("/schemas/report/market-serve-1.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(text, InputFormat.JSON);
      return schema.validate(json, InputFormat.JSON);
    }
  }

  @Test
  void itTellsWhereItListensAndEndsWhenItIsTold() throws Exception {
    Path json = folder.resolve("serve.json");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.lineal.market.Main",
                "market",
                "serve",
                "--dir",
                folder.resolve("tables").toString(),
                "--json",
                json.toString())
            .redirectError(folder.resolve("log").toFile())
            .start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      assertTrue(line != null && line.startsWith("listening http://127.0.0.1:"), line);
      JsonNode report = new ObjectMapper().readTree(Files.readString(json));
      assertEquals(List.of(), faults(report.toString()));
      assertEquals("listening " + report.get("url").asText(), line);
      assertEquals(false, report.get("ready").asBoolean());
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(report.get("url").asText() + "/healthz")).build();
      assertEquals("ok\n", HttpClient.newHttpClient().send(health, BodyHandlers.ofString()).body());
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatCannotBeIsAnError() throws Exception {
    Path json = folder.resolve("error.json");
    String tables = folder.toString();
    String node = "http://127.0.0.1:1";
    int exit =
        Main.run("market", "serve", "--dir", tables, "--rpc", node, "--json", json.toString());
    assertEquals(2, exit);
    String report = Files.readString(json);
    assertEquals(List.of(), faults(report));
    assertTrue(report.contains("--rpc: names a node, but --chain must say"), report);
    assertEquals(2, Main.run("market", "serve", "--dir", tables, "--port", "70000"));
  }
}
