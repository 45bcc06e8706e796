package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contracts' own tests by forge, each as one test here; gas that differs fails. */
class ForgeTest {
  private static final Path CONTRACTS = Path.of("contracts").toAbsolutePath();
  private static final String FORGE = "node_modules/@foundry-rs/forge-linux-amd64/bin/forge";

  private static Process forge(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(CONTRACTS.resolve(FORGE).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(CONTRACTS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.put("FORGE_SNAPSHOT_CHECK", "true");
    if (Boolean.getBoolean("lineal.deep")) {
      environment.put("FOUNDRY_PROFILE", "deep");
    }
    return builder.start();
  }

  @TestFactory
  List<DynamicTest> contracts() throws Exception {
    Process forge = forge("test", "--json");
    JsonNode suites;
    try (InputStream output = forge.getInputStream()) {
      suites = new ObjectMapper().readTree(output);
    }
    assertTrue(forge.waitFor(1, TimeUnit.MINUTES), "forge does not end");
    List<DynamicTest> tests = new ArrayList<>();
    suites
        .properties()
        .forEach(
            suite ->
                suite
                    .getValue()
                    .get("test_results")
                    .properties()
                    .forEach(test -> tests.add(test(suite.getKey(), test))));
    assertTrue(tests.size() > 80, tests.size() + " tests of contracts");
    if (tests.stream().noneMatch(test -> test.getDisplayName().contains("FAILED"))) {
      tests.add(dynamicTest("exit code", () -> assertEquals(0, forge.exitValue())));
    }
    return tests;
  }

  private static DynamicTest test(String suite, Map.Entry<String, JsonNode> test) {
    JsonNode result = test.getValue();
    String contract = suite.substring(suite.indexOf(':') + 1);
    boolean passed = result.get("status").asText().equals("Success");
    return dynamicTest(
        contract + "." + test.getKey() + (passed ? "" : " FAILED"),
        () -> assertTrue(passed, () -> result.get("reason") + " " + result.get("counterexample")));
  }

  /** Apart, because forge tells a difference only where it does not write JSON. */
  @Test
  void gasIsWhatIsCommitted() throws Exception {
    Process forge = forge("test", "--match-contract", "GasTest");
    String output = new String(forge.getInputStream().readAllBytes());
    assertEquals(0, forge.waitFor(), output);
    assertTrue(output.contains("test_gas_models"), output);
  }

  @Test
  void sourcesAreFormatted() throws Exception {
    Process forge = forge("fmt", "--check");
    String output = new String(forge.getInputStream().readAllBytes());
    assertEquals(0, forge.waitFor(), output);
  }
}
