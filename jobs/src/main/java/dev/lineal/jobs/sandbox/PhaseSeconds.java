package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a training's wall time went, on the critical path; the phases add up to all of it.
 *
 * @param seconds by phase, in docs/json.md's order
 */
record PhaseSeconds(Map<String, Double> seconds) {
  private static final List<String> MEASURED =
      List.of(
          "forward",
          "products",
          "gradient",
          "reduce",
          "combine",
          "owners",
          "http",
          "hash",
          "broadcast");

  /** What is neither ciphertext arithmetic nor waiting for owners. */
  private static final List<String> OVERHEAD = List.of("hash", "broadcast", "checkpoint", "other");

  /** From a training's report: what its iterations and checkpoints do not explain is other. */
  static PhaseSeconds of(JsonNode train) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (String phase : MEASURED) {
      all.put(phase, train.get("phases_s").get(phase).asDouble());
    }
    all.put("checkpoint", train.get("checkpoint_s").asDouble());
    double known = all.values().stream().mapToDouble(Double::doubleValue).sum();
    all.put("other", train.get("train_s").asDouble() - known);
    return new PhaseSeconds(all);
  }

  /** 1 - (arithmetic + owners' wait) / wall. */
  double overhead() {
    double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return OVERHEAD.stream().mapToDouble(seconds::get).sum() / all;
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    seconds.forEach(node::put);
    return node;
  }
}
