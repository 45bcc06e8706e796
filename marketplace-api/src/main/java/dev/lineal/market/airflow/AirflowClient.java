package dev.lineal.market.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs of DAGs, through Airflow's REST API v2. Every method throws {@link AirflowException} where
 * Airflow says no, or nothing.
 */
public final class AirflowClient {
  private final AirflowAccount account;
  private final AirflowCalls calls;

  /** Speaks to nobody yet. */
  public AirflowClient(AirflowAccount account) {
    this.account = account;
    this.calls = new AirflowCalls(account);
  }

  /**
   * Starts a run.
   *
   * @param id used by no run of this DAG before, else {@link AirflowException.Kind#EXISTS}
   * @param conf the DAG's parameters, which its schema must allow
   */
  public DagRun trigger(String dag, String id, ObjectNode conf) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("dag_run_id", id);
    body.putNull("logical_date").set("conf", conf);
    return understood(calls.call("POST", runs(dag), body));
  }

  /** A run, where there is one. */
  public Optional<DagRun> run(String dag, String id) {
    return known(() -> understood(calls.call("GET", run(dag, id, ""), null)));
  }

  /** A run's tasks, as Airflow orders them. */
  public List<TaskState> tasks(String dag, String id) {
    List<TaskState> states = new ArrayList<>();
    JsonNode said = calls.call("GET", run(dag, id, "/taskInstances?limit=100"), null);
    for (JsonNode task : said.path("task_instances")) {
      states.add(TaskState.of(task));
    }
    return states;
  }

  /**
   * The end of the log of a task's try.
   *
   * @param tried from 1
   * @param lines at most
   */
  public List<String> logTail(String dag, String id, String task, int tried, int lines) {
    String path = "/taskInstances/" + word(task) + "/logs/" + tried + "?full_content=true";
    List<String> log = new ArrayList<>();
    for (JsonNode line : calls.call("GET", run(dag, id, path), null).path("content")) {
      log.add(line.isTextual() ? line.asText() : line.path("event").asText());
    }
    return log.subList(Math.max(0, log.size() - lines), log.size());
  }

  /** Stops a run: what runs is ended, what waits is skipped. One that has ended stays as it is. */
  public DagRun cancel(String dag, String id) {
    DagRun now = understood(calls.call("GET", run(dag, id, ""), null));
    if (now.state().ended()) {
      return now;
    }
    ObjectNode failed = JsonNodeFactory.instance.objectNode().put("state", "failed");
    return understood(calls.call("PATCH", run(dag, id, ""), failed));
  }

  private DagRun understood(JsonNode json) {
    try {
      return DagRun.of(json);
    } catch (RuntimeException strange) {
      throw AirflowErrors.notUnderstood(account, "a run without id or state");
    }
  }

  private static <T> Optional<T> known(java.util.function.Supplier<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (AirflowException e) {
      if (e.kind() == AirflowException.Kind.UNKNOWN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String runs(String dag) {
    return "/dags/" + word(dag) + "/dagRuns";
  }

  private static String run(String dag, String id, String more) {
    return runs(dag) + "/" + word(id) + more;
  }

  private static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
