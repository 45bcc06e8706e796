package dev.lineal.jobs.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.train.Phases;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.lineage.report.Report;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a run's iterations took, from table {@code iterations}.
 *
 * @param seconds wall time of each
 * @param phases wall time of all, by phase
 * @param requestBytes to one owner, of the last iteration
 * @param replyBytes from one owner, of the last iteration
 */
public record IterationFigures(
    double[] seconds, Map<String, Double> phases, long requestBytes, long replyBytes) {
  private static final List<String> PHASES = Phases.columns();

  static IterationFigures of(RunStore store, String run) {
    List<Row> rows =
        store
            .iterations()
            .filter(functions.col("run").equalTo(run))
            .orderBy("iteration")
            .collectAsList();
    Map<String, Double> phases = new LinkedHashMap<>();
    for (String phase : PHASES) {
      phases.put(phase, rows.stream().mapToDouble(row -> row.<Double>getAs(phase)).sum());
    }
    Row last = rows.get(rows.size() - 1);
    return new IterationFigures(
        rows.stream()
            .mapToDouble(row -> PHASES.stream().mapToDouble(p -> row.<Double>getAs(p)).sum())
            .toArray(),
        phases,
        last.<Long>getAs("owner_request_bytes"),
        last.<Long>getAs("owner_reply_bytes"));
  }

  /** Adds {@code iteration_s}, {@code phases_s} and the bytes. */
  void addTo(Report report) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    report.with(
        "iteration_s",
        json.objectNode()
            .put("median", sorted[sorted.length / 2])
            .put("min", sorted[0])
            .put("max", sorted[sorted.length - 1]));
    ObjectNode parts = json.objectNode();
    phases.forEach((name, value) -> parts.put(name.replaceAll("_s$", ""), value));
    report.with("phases_s", parts);
    report.with("owner_request_bytes_per_iteration", json.numberNode(requestBytes));
    report.with("owner_reply_bytes_per_iteration", json.numberNode(replyBytes));
  }
}
