package dev.lineal.market.airflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.market.airflow.AirflowException.Kind;
import dev.lineal.market.training.Plans;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The client against the Airflow that {@code lineal airflow up} starts, with the real DAGs. */
@Timeout(600)
class AirflowClientIT {
  private static final String DAG = "train_study";
  private static final Wallet TRAINER = Wallet.generate();

  @TempDir static Path folder;

  private static RunningAirflow airflow;
  private static AirflowClient client;

  @BeforeAll
  static void start() throws Exception {
    airflow = RunningAirflow.start(folder);
    client = new AirflowClient(airflow.account());
    until(() -> client.run(DAG, "none").isEmpty());
  }

  @AfterAll
  static void stop() throws Exception {
    airflow.close();
  }

  private static ObjectNode conf(int iterations) throws Exception {
    return Plans.signed(Plans.plan(TRAINER, iterations), TRAINER, SigningDomain.OFFLINE);
  }

  private static String id(ObjectNode conf) {
    return conf.get("plan_sha256").asText();
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "did not come true in 120 s");
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static AirflowException refused(Kind kind, Executable call) {
    AirflowException refused = assertThrows(AirflowException.class, call);
    assertEquals(kind, refused.kind(), refused.getMessage());
    return refused;
  }

  @Test
  void aRunIsStartedOnceSeenAndStopped() throws Exception {
    ObjectNode conf = conf(5);
    String id = id(conf);
    DagRun started = client.trigger(DAG, id, conf);
    assertEquals(id, started.id());
    assertFalse(started.state().ended());
    refused(Kind.EXISTS, () -> client.trigger(DAG, id, conf));

    until(
        () ->
            state(id, "check_grants").tries() > 0 && state(id, "check_grants").ended().isPresent());
    assertEquals("success", state(id, "write_plan").state());
    assertEquals("none", state(id, "train").state());
    List<String> log = client.logTail(DAG, id, "check_grants", 1, 30);
    assertTrue(log.size() <= 30 && !log.isEmpty(), log.toString());
    assertTrue(
        client.logTail(DAG, id, "check_grants", 1, 1000).stream()
            .anyMatch(line -> line.contains("Spark-Submit cmd")),
        log.toString());

    assertEquals(RunState.FAILED, client.cancel(DAG, id).state());
    assertEquals("skipped", state(id, "train").state());
    assertEquals(RunState.FAILED, client.cancel(DAG, id).state(), "again, it stays as it is");
    assertEquals(conf, client.run(DAG, id).orElseThrow().conf());
  }

  private static TaskState state(String id, String task) {
    return client.tasks(DAG, id).stream()
        .filter(one -> one.task().equals(task))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void parametersThatTheSchemaDoesNotAllowStartNothing() throws Exception {
    ObjectNode conf = conf(6).put("signature", "00");
    AirflowException refused =
        refused(Kind.BAD_PARAMETERS, () -> client.trigger(DAG, id(conf), conf));
    assertTrue(refused.getMessage().contains("signature"), refused.getMessage());
    assertEquals(Optional.empty(), client.run(DAG, id(conf)));
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    refused(Kind.BAD_PARAMETERS, () -> client.trigger(DAG, "none", none));
  }

  @Test
  void aRunWhoseIdIsNotItsPlansHashEndsAtOnce() throws Exception {
    ObjectNode conf = conf(7);
    client.trigger(DAG, "another-id", conf);
    until(() -> client.run(DAG, "another-id").orElseThrow().state().ended());
    assertEquals(RunState.FAILED, client.run(DAG, "another-id").orElseThrow().state());
    assertEquals(
        "failed",
        client.tasks(DAG, "another-id").stream()
            .filter(one -> one.task().equals("write_plan"))
            .findFirst()
            .orElseThrow()
            .state());
  }

  @Test
  void whatIsNotThereIsUnknown() {
    assertEquals(Optional.empty(), client.run("no_such_dag", "none"));
    refused(Kind.UNKNOWN, () -> client.cancel(DAG, "none"));
    refused(
        Kind.UNKNOWN,
        () -> client.trigger("no_such_dag", "none", JsonNodeFactory.instance.objectNode()));
  }

  @Test
  void aWrongPasswordIsRefusedAndNotTold() {
    AirflowAccount account = airflow.account();
    AirflowAccount wrong = new AirflowAccount(account.url(), account.user(), "wrong-password");
    AirflowException refused =
        refused(Kind.FORBIDDEN, () -> new AirflowClient(wrong).run(DAG, "none"));
    assertFalse(refused.getMessage().contains("wrong-password"), refused.getMessage());
    assertFalse(wrong.toString().contains("wrong-password"));
  }

  /** A server that fails, since a real Airflow does not on demand. */
  @Test
  void failuresAreTriedAgainSoOftenAndNoMore() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer failing =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    failing.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(502, -1);
          exchange.close();
        });
    failing.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + failing.getAddress().getPort());
      AirflowClient there = new AirflowClient(new AirflowAccount(url, "user", "password"));
      AirflowException down = refused(Kind.UNAVAILABLE, () -> there.run(DAG, "none"));
      assertEquals("Airflow at %s answers HTTP 502.".formatted(url), down.getMessage());
      assertEquals(AirflowCalls.TRIES, asked.get());
    } finally {
      failing.stop(0);
    }
  }
}
