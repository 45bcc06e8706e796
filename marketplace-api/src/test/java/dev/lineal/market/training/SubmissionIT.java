package dev.lineal.market.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.market.airflow.RunningAirflow;
import dev.lineal.market.http.TrainingMarket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Submissions over HTTP to a market whose Airflow is the real one; answers fit their schemas. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubmissionIT {
  private static final Wallet TRAINER = Wallet.generate();
  private static final String JSON = "application/json";

  @TempDir static Path folder;

  private static RunningAirflow airflow;
  private static TrainingMarket market;

  @BeforeAll
  static void start() throws Exception {
    airflow = RunningAirflow.start(folder);
    market = TrainingMarket.start(folder, airflow.account(), TRAINER.address());
  }

  @AfterAll
  static void stop() throws Exception {
    market.close();
    airflow.close();
  }

  private static ObjectNode signed(int iterations) throws Exception {
    return Plans.signed(Plans.plan(TRAINER, iterations), TRAINER, SigningDomain.OFFLINE);
  }

  private static void assertProblem(int status, String type, HttpResponse<byte[]> answer)
      throws Exception {
    JsonNode problem = market.json(status, answer);
    assertEquals("https://lineal.dev/problems/" + type, problem.get("type").asText());
  }

  @Test
  @Order(1)
  void whatIsNoPlanOfOurTrainersSignatureStartsNothing() throws Exception {
    ObjectNode plan = signed(8);
    assertProblem(415, "not-json", market.post("text/plain", plan.toString()));
    assertProblem(400, "bad-plan", market.post(JSON, "{"));
    assertProblem(400, "bad-plan", market.post(JSON, plan.deepCopy().put("more", 1).toString()));
    String other = Plans.plan(TRAINER, 9).sha256().toString();
    assertProblem(
        400, "bad-plan", market.post(JSON, plan.deepCopy().put("plan_sha256", other).toString()));
    String signature = signed(9).get("signature").asText();
    assertProblem(
        403,
        "signature",
        market.post(JSON, plan.deepCopy().put("signature", signature).toString()));
    Wallet mallory = Wallet.generate();
    ObjectNode strange = Plans.signed(Plans.plan(mallory, 8), mallory, SigningDomain.OFFLINE);
    assertProblem(403, "other-trainer", market.post(JSON, strange.toString()));
    assertProblem(413, "http", market.post(JSON, " ".repeat((1 << 20) + 1)));
    // No scheduler knows it, and whether a table would cannot be said before one was read.
    assertProblem(503, "tables-missing", market.get(plan.get("plan_sha256").asText()));
  }

  @Test
  @Order(2)
  void aPlanRunsOnceAndOnlyWhoSubmittedItStopsIt() throws Exception {
    ObjectNode plan = signed(10);
    String id = plan.get("plan_sha256").asText();
    JsonNode accepted = market.json(202, market.post(JSON, plan.toString()));
    assertEquals(id, accepted.get("id").asText());
    assertProblem(409, "run-exists", market.post(JSON, plan.toString()));

    JsonNode run = market.json(200, market.get(id));
    assertEquals("planned", run.get("state").asText());
    assertTrue(run.at("/live/state").asText().matches("queued|running"), run.toString());
    assertEquals("write_plan", run.at("/live/tasks/0/task").asText());
    String page = market.page(id);
    assertTrue(page.contains("<meta http-equiv=\"refresh\""), page);
    assertTrue(page.contains("0 of 2 iterations"), page);

    assertProblem(401, "run-token", market.delete(id, null));
    assertProblem(403, "run-token", market.delete(id, "0".repeat(64)));
    String token = accepted.get("token").asText();
    JsonNode stopped = market.json(200, market.delete(id, token));
    assertEquals("failed", stopped.get("state").asText());
    assertProblem(409, "run-exists", market.post(JSON, plan.toString()));
  }

  @Test
  @Order(3)
  void whileAirflowIsDownNothingIsAccepted() throws Exception {
    ObjectNode plan = signed(11);
    airflow.stop();
    HttpResponse<byte[]> answer = market.post(JSON, plan.toString());
    assertProblem(503, "airflow-down", answer);
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    airflow = RunningAirflow.start(folder);
    try (TrainingMarket again =
        TrainingMarket.start(folder, airflow.account(), TRAINER.address())) {
      // A plan that had been taken would be refused as run-exists.
      assertEquals(202, again.post(JSON, plan.toString()).statusCode());
    }
  }
}
