package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    String text = Files.readString(folder.resolve("demo.json"));
    try (InputStream schema = DemoIT.class.getResourceAsStream("/schemas/report/demo-1.json")) {
      assertEquals(
          List.of(),
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(schema, InputFormat.JSON)
              .validate(text, InputFormat.JSON));
    }
    return JSON.readTree(text);
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
    assertEquals(21, demo.at("/verify/checks").asInt(), "every check has something to look at");
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

  @Test
  @Order(2)
  void aSecondRunFindsTheOwnersAndMakesAnotherModel() throws Exception {
    String before =
        JSON.readTree(folder.resolve("demo.json").toFile()).at("/lineage/run_id").asText();
    JsonNode demo =
        report(0, demo("--json", folder.resolve("demo.json").toString(), "--iterations", "3"));
    assertEquals("chain", demo.at("/steps/0/name").asText());
    assertEquals("serve", demo.at("/steps/1/name").asText());
    assertAnchoredAndVerified(demo);
    assertEquals("2", demo.at("/lineage/model_id").asText());
    assertTrue(!before.equals(demo.at("/lineage/run_id").asText()));
    assertEquals(List.of(), processesOfTheDemo());
  }

  @Test
  @Order(3)
  void anInterruptLeavesNoProcess() throws Exception {
    Process demo = demo("--iterations", "200");
    Path logs = folder.resolve("demo/logs/agent-2.log");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (demo.isAlive() && System.nanoTime() < deadline && processesOfTheDemo().size() < 4) {
      Thread.onSpinWait();
    }
    assertTrue(Files.exists(logs));
    demo.destroy();
    assertTrue(demo.waitFor(1, TimeUnit.MINUTES), "the demo ends when it is told to");
    assertEquals(List.of(), processesOfTheDemo());
  }
}
