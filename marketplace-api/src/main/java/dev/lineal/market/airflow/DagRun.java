package dev.lineal.market.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A run of a DAG.
 *
 * @param id of the run
 * @param conf its parameters
 * @param started empty while it is queued
 * @param ended empty until it has ended
 */
public record DagRun(
    String id, RunState state, JsonNode conf, Optional<Instant> started, Optional<Instant> ended) {
  static DagRun of(JsonNode json) {
    return new DagRun(
        json.required("dag_run_id").asText(),
        RunState.parse(json.required("state").asText()),
        json.path("conf"),
        time(json, "start_date"),
        time(json, "end_date"));
  }

  static Optional<Instant> time(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue()).map(Instant::parse);
  }
}
