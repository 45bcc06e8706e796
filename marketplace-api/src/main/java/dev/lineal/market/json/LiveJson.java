package dev.lineal.market.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.read.IterationTimes.Iteration;
import dev.lineal.market.airflow.TaskState;
import dev.lineal.market.training.LiveRun;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A training as its scheduler knows it. */
final class LiveJson {
  private LiveJson() {}

  /** Null where no scheduler knows it. */
  static JsonNode of(Optional<LiveRun> live) {
    return live.<JsonNode>map(LiveJson::of).orElse(NullNode.instance);
  }

  private static ObjectNode of(LiveRun live) {
    ObjectNode json =
        Json.object()
            .put("state", live.run().state().text())
            .put("started", Json.text(live.run().started()))
            .put("ended", Json.text(live.run().ended()))
            .put("iterations_done", live.iterations().size());
    ArrayNode tasks = json.putArray("tasks");
    for (TaskState task : live.tasks()) {
      tasks
          .addObject()
          .put("task", task.task())
          .put("state", task.state())
          .put("tries", task.tries())
          .put("started", Json.text(task.started()))
          .put("ended", Json.text(task.ended()));
    }
    ObjectNode phases = json.putObject("phases_s");
    sums(live).forEach(phases::put);
    return json;
  }

  private static Map<String, Double> sums(LiveRun live) {
    Map<String, Double> sums = new TreeMap<>();
    for (Iteration iteration : live.iterations()) {
      iteration.seconds().forEach((phase, seconds) -> sums.merge(phase, seconds, Double::sum));
    }
    return sums;
  }
}
