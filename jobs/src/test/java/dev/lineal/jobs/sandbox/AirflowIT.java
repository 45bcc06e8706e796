package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.testing.ReportSchema;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole market of trainings, every part a process: three owners' agents, a chain, an Airflow,
 * and a market that a trainer posts a signed plan to. The training's driver is killed on its way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AirflowIT {
  private static final int ITERATIONS = 6;
  private static final long BETWEEN_LOOKS = 100_000_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private SandboxFolder place;
  private Processes processes;
  private SandboxTrainer trainer;
  private SandboxStudy study;
  private LocalAirflow airflow;
  private String market;
  private JsonNode plan;
  private String run;

  @BeforeAll
  void serve() throws Exception {
    Path frontDoor = Path.of(System.getProperty("lineal.front.door")).toRealPath();
    Programs programs = new Programs(frontDoor.getParent().getParent());
    place = new SandboxFolder(folder.resolve("study")).create();
    processes = new Processes(place.logs());
    SandboxGrants chain = SandboxGrants.ON_CHAIN;
    trainer = new SandboxTrainer(programs, place, processes, "local[2]", chain);
    SandboxOwners owners = new SandboxOwners(programs, place, processes, 3, chain);
    study =
        new SandboxStudy(
            programs,
            place,
            processes,
            owners,
            trainer,
            new SandboxChain(programs, place, processes),
            SandboxData.of(PublicDataSet.BREAST_CANCER));
    study.serve(new Steps(StepConsole.on(System.out)));
    study.grant(ITERATIONS);
    plan = newPlan();
    run = plan.get("plan_sha256").asText();
    airflow = new LocalAirflow(processes, frontDoor, place);
    airflow.up();
    startMarket(frontDoor);
  }

  private JsonNode newPlan() throws IOException {
    Path planned = trainer.newRun();
    trainer.plan(planned, ITERATIONS);
    return JSON.readTree(planned.resolve("plan.json").toFile());
  }

  private void startMarket(Path frontDoor) {
    processes.start(
        "market",
        List.of(
            frontDoor.toString(),
            "market",
            "serve",
            "--dir",
            place.store().resolve("lineage").toString(),
            "--trainings",
            place.store().toString(),
            "--chain",
            place.deployment().toString(),
            "--airflow",
            airflow.account().toString(),
            "--trainer",
            trainer.wallet()));
    market = processes.awaitLine("market", "listening ");
  }

  @AfterAll
  void stop() {
    airflow.close();
    processes.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(market + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private void assertProblem(int status, String type, HttpResponse<String> answer)
      throws IOException {
    assertEquals(status, answer.statusCode(), answer.body());
    JsonNode problem = JSON.readTree(answer.body());
    assertEquals("https://lineal.dev/problems/" + type, problem.get("type").asText());
    assertFalse(problem.get("action").asText().isEmpty());
  }

  private JsonNode live() throws IOException, InterruptedException {
    HttpResponse<String> answer = send("GET", "/v1/runs/" + run, null);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body()).get("live");
  }

  private static void await(String what, Duration most, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, "waited in vain: " + what);
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private ProcessHandle driver() {
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              String line = process.info().commandLine().orElse("");
              return line.contains("SparkSubmit")
                  && line.contains(" resume ")
                  && line.contains(folder.toString());
            })
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(1)
  void anAlteredPlanIsRefusedBeforeAnythingStarts() throws Exception {
    ObjectNode altered = plan.deepCopy();
    String text = plan.get("plan").asText().replace(SandboxStudy.PURPOSE, "another purpose");
    assertFalse(text.equals(plan.get("plan").asText()));
    assertProblem(400, "bad-plan", send("POST", "/v1/runs", altered.put("plan", text).toString()));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    altered.put("plan_sha256", Sha256.hash(bytes).toString());
    assertProblem(403, "signature", send("POST", "/v1/runs", altered.toString()));
    assertEquals(0, airflow.runs("train_study").size());
  }

  @Test
  @Order(2)
  void aSignedPlanBecomesAVerifiedAndAuditedModelThoughItsDriverIsKilled() throws Exception {
    long started = System.nanoTime();
    HttpResponse<String> accepted = send("POST", "/v1/runs", plan.toString());
    assertEquals(202, accepted.statusCode(), accepted.body());
    assertEquals("/v1/runs/" + run, accepted.headers().firstValue("Location").orElse(""));

    await(
        "iteration 4",
        Duration.ofMinutes(10),
        () -> airflow.log(run, "train", 1).contains("iteration 4 of 6"));
    assertTrue(send("GET", "/runs/" + run, null).body().contains("<progress max=\"6\""));
    ProcessHandle driver = driver();
    assertTrue(driver.destroyForcibly());
    driver.onExit().get(30, TimeUnit.SECONDS);

    await(
        "the run's end",
        Duration.ofMinutes(15),
        () -> live().get("state").asText().matches("success|failed"));
    JsonNode live = live();
    assertEquals("success", live.get("state").asText(), live.toString());
    assertTrue(airflow.log(run, "train", 2).contains("resumed after iteration"), live.toString());
    assertEquals(ITERATIONS, live.get("iterations_done").asInt());
    audited();
    System.out.printf(
        "training by Airflow, a driver killed, published, verified, audited: %.0f s%n",
        (System.nanoTime() - started) / 1e9);
  }

  private void audited() throws Exception {
    await(
        "the audit's end",
        Duration.ofMinutes(8),
        () -> {
          JsonNode audits = airflow.runs("audit_models");
          return audits.size() == 1
              && audits.get(0).get("state").asText().matches("success|failed");
        });
    assertEquals("success", airflow.runs("audit_models").get(0).get("state").asText());
    Path reports = place.runs().resolve(run);
    JsonNode granted = ReportSchema.validated("check-grants", reports.resolve("check_grants.json"));
    assertTrue(granted.get("open_run_gas").asLong() > 0);
    JsonNode verified = ReportSchema.validated("verify", reports.resolve("verify.json"));
    assertEquals(0, verified.get("failed").asInt(), verified.toString());
    JsonNode audited = ReportSchema.validated("audit", reports.resolve("audit.json"));
    assertEquals(0, audited.get("mismatched").asInt(), audited.toString());
    JsonNode evaluated = ReportSchema.validated("evaluate", reports.resolve("evaluate.json"));
    assertTrue(evaluated.get("ok").asBoolean(), evaluated.toString());
    assertTrue(Files.exists(reports.resolve("model/model.json")));
  }

  @Test
  @Order(3)
  void theSamePlanStartsNothingAgain() throws Exception {
    assertProblem(409, "run-exists", send("POST", "/v1/runs", plan.toString()));
    assertEquals(1, airflow.runs("train_study").size());
    String body = send("GET", "/v1/runs/" + run, null).body();
    assertEquals("finished", JSON.readTree(body).get("state").asText());
  }

  @Test
  @Order(4)
  void whileAirflowIsDownNothingIsAccepted() throws Exception {
    ReportSchema.validated("airflow", airflow.report("up"));
    airflow.down();
    HttpResponse<String> answer = send("POST", "/v1/runs", newPlan().toString());
    assertProblem(503, "airflow-down", answer);
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    String known = send("GET", "/v1/runs/" + run, null).body();
    assertTrue(JSON.readTree(known).get("live").isNull(), "what tables know is served");
  }
}
