package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.testing.ReportSchema;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a sandbox refuses before it starts anything. */
class SandboxCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--l2=-0.1, --l2 is -0.1.",
    "--l2=11, --l2 is 11.",
    "--sigmoid-degree=7, --sigmoid-degree is 7.",
    "--task=tree, There is no task 'tree'."
  })
  void wrongTermsOfATrainingAreUsage(String option, String problem) throws IOException {
    Path json = folder.resolve("sandbox.json");
    int exit =
        new CommandLine(new SandboxCommand())
            .execute("--csv", "rows.csv", "--label", "y", option, "--json", json.toString());
    assertEquals(2, exit);
    JsonNode error = ReportSchema.validated("sandbox", json).get("error");
    assertEquals("usage", error.get("code").asText());
    assertEquals(problem, error.get("message").asText());
  }
}
