package dev.lineal.market.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A task of a run.
 *
 * @param state as Airflow writes it, such as {@code up_for_retry}; {@code none} before its turn
 * @param tries 0 before the first
 * @param started of the last try
 * @param ended of the last try
 */
public record TaskState(
    String task, String state, int tries, Optional<Instant> started, Optional<Instant> ended) {
  static TaskState of(JsonNode json) {
    return new TaskState(
        json.required("task_id").asText(),
        json.path("state").asText("none").replace("null", "none"),
        json.path("try_number").asInt(),
        DagRun.time(json, "start_date"),
        DagRun.time(json, "end_date"));
  }
}
