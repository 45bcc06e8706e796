package dev.lineal.jobs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.testing.ReportSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lineal estimate} beside what docs/performance.md measured, and its JSON. */
class EstimateCommandTest {
  private static final String MNIST = "--rows 11982 --features 173 --owners 3 --iterations 32";

  @TempDir Path folder;

  private JsonNode run(int exit, String words) throws IOException {
    Path json = folder.resolve("estimate.json");
    List<String> arguments = new ArrayList<>(List.of(words.split(" ")));
    arguments.addAll(List.of("--json", json.toString()));
    int code = new CommandLine(new EstimateCommand()).execute(arguments.toArray(String[]::new));
    assertEquals(exit, code, words);
    return ReportSchema.validated("estimate", json);
  }

  private static void near(double measured, JsonNode estimated) {
    assertEquals(measured, estimated.asDouble(), measured / 100);
  }

  @Test
  void mnistMovesTheBytesThatWereMeasured() throws IOException {
    JsonNode bytes = run(0, MNIST).get("bytes");
    near(63.6e6, bytes.get("to_owner_per_iteration_bytes"));
    near(34.7e6, bytes.get("from_owner_per_iteration_bytes"));
    near(69.9e6, bytes.get("evidence_per_iteration_bytes"));
    near(182.8e6, bytes.get("shards_bytes"));
    near(1.04e9, bytes.get("kept_refreshed_bytes"));
  }

  @Test
  void sharedWeightsMoveTheBytesThatWereMeasured() throws IOException {
    JsonNode shared = run(0, MNIST + " --weights shared");
    JsonNode bytes = shared.get("bytes");
    long to = bytes.get("to_owner_per_iteration_bytes").asLong();
    assertEquals(13_675_128, to + bytes.get("evidence_per_iteration_bytes").asLong(), 13_675);
    assertEquals(5_260_632, bytes.get("from_owner_per_iteration_bytes").asLong(), 5_260);
    JsonNode operations = shared.get("operations_per_iteration");
    assertEquals(0, operations.get("forward").get("products").asLong());
    assertEquals(2 * 3 * 174, operations.get("owner").get("column_products").asLong());
    assertEquals(12, operations.get("owner").get("slot_refreshes").asLong());
    assertEquals(
        bytes.get("shards_bytes").asLong(), shared.get("memory").get("agent_disk_bytes").asLong());
    assertTrue(seconds(shared) < seconds(run(0, MNIST)) / 1.5, "few blocks, many columns");
    JsonNode trusting = run(0, MNIST + " --weights shared --trust-cluster").get("bytes");
    assertEquals(bytes, trusting, "owners that trust need the same");
  }

  @Test
  void whereBlocksOutnumberColumnsSharedWeightsCostMore() throws IOException {
    String many = "--rows 1000000 --features 32 --owners 3 --iterations 10";
    assertTrue(seconds(run(0, many + " --weights shared")) > seconds(run(0, many)));
  }

  @Test
  void aMillionRowsOfOneOwnerHaveTheShardsThatWereWritten() throws IOException {
    // 245 blocks of one owner; of two with half of the rows each 246.
    JsonNode bytes = run(0, "--rows 1000000 --features 32 --owners 2 --iterations 1").get("bytes");
    assertEquals(2_831_443_440L / 245 * 246, bytes.get("shards_bytes").asLong());
  }

  @Test
  void ownersThatTrustGetNoEvidence() throws IOException {
    JsonNode trusting = run(0, MNIST + " --trust-cluster");
    assertEquals(0, trusting.get("bytes").get("evidence_per_iteration_bytes").asLong());
    assertEquals(0, trusting.get("memory").get("agent_disk_bytes").asLong());
    assertTrue(seconds(trusting) < seconds(run(0, MNIST)), "checking takes time");
  }

  private static double seconds(JsonNode report) {
    return report.get("time").get("train_s").asDouble();
  }

  @Test
  void mnistTakesWhatItsRatesWereTakenFrom() throws IOException {
    assertEquals(59.0, seconds(run(0, MNIST + " --trust-cluster")), 3);
  }

  @Test
  void theSlowestLineDecides() throws IOException {
    JsonNode far = run(0, MNIST + " --trust-cluster --network-mbit 100 --round-trip-ms 20");
    JsonNode phases = far.get("time").get("iteration_phases_s");
    near(7.86, phases.get("transport_s"));
    // Three slices on two cores are two turns of four rounds; six slices of features three.
    assertEquals(11 * 0.020, phases.get("round_trips_s").asDouble(), 1e-9);
  }

  @Test
  void aHigherDegreeIsARoundMore() throws IOException {
    JsonNode five = run(0, MNIST).get("operations_per_iteration");
    JsonNode thirteen = run(0, MNIST + " --sigmoid-degree 13").get("operations_per_iteration");
    assertEquals(12, five.get("owner").get("slot_refreshes").asInt());
    assertEquals(18, thirteen.get("owner").get("slot_refreshes").asInt());
  }

  @Test
  void aRegressionMovesItsGramMatrixOnce() throws IOException {
    JsonNode linear = run(0, "--rows 442 --features 10 --owners 3 --iterations 9 --task linear");
    assertEquals(12, linear.get("workload").get("columns").asInt());
    JsonNode once = linear.get("operations_per_iteration").get("once");
    assertEquals(11 * 12 / 2 + 11, once.get("trace_refreshes").asInt());
    assertTrue(linear.get("bytes").get("to_owner_once_bytes").asLong() > 0);
    assertTrue(linear.get("time").get("once_s").asDouble() > 0);
  }

  @Test
  void tooManyRowsForTheMasksAreSaid() throws IOException {
    assertTrue(run(0, MNIST).get("masks").get("enough").asBoolean());
    JsonNode masks =
        run(
                0,
                "--rows 1000000000 --features 100 --owners 3 --iterations 32 --executors 100"
                    + " --cores 16 --network-mbit 10000")
            .get("masks");
    assertEquals("w", masks.get("round").asText());
    assertFalse(masks.get("enough").asBoolean());
  }

  @Test
  void wrongArgumentsAreUsage() throws IOException {
    refused("--rows 10 --features 1 --owners 1 --iterations 1", "--owners is 1");
    refused("--rows 1 --features 1 --owners 2 --iterations 1", "--rows is 1");
    refused("--rows 10 --features 0 --owners 2 --iterations 1", "--features is 0");
    refused("--rows 10 --features 1 --owners 2 --iterations 0", "--iterations is 0");
    refused(MNIST + " --task tree", "--task is 'tree'");
    refused(MNIST + " --sigmoid-degree 7", "--sigmoid-degree is 7");
    refused(MNIST + " --weights hidden", "--weights is hidden");
    refused(MNIST + " --task linear --weights shared", "--weights is shared of a regression");
    refused(MNIST + " --parameter-set STUDY_99", "STUDY_99");
    refused(MNIST + " --executors 2", "no --network-mbit");
    refused(MNIST + " --network-mbit 0", "--network-mbit is 0");
    refused("--rows 9000000000 --features 1 --owners 2 --iterations 1", "blocks");
  }

  private void refused(String words, String problem) throws IOException {
    JsonNode error = run(2, words).get("error");
    assertEquals("usage", error.get("code").asText());
    String message = error.get("message").asText();
    assertTrue(message.contains(problem), message);
  }
}
