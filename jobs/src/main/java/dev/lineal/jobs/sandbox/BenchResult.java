package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * What {@code bench train} measured: docs/json.md, {@code lineal.bench.train/1}. Wall time of the
 * stages is divided among arithmetic, owners' wait and hashing in proportion to the time that tasks
 * spent in each.
 *
 * @param before meters of the agents before the training
 * @param after and behind it
 * @param cluster the driver, which in local mode is the executor
 */
record BenchResult(
    BenchTrain bench,
    String parameterSet,
    ArrayNode steps,
    JsonNode train,
    JsonNode compare,
    List<Meter> before,
    List<Meter> after,
    Meter cluster)
    implements Result {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public void addTo(Report report) {
    report.with("data", JSON.textNode(bench.name()));
    report.with("rows", JSON.numberNode(bench.table().train().rows().length));
    report.with("features", JSON.numberNode(bench.table().train().features().size()));
    report.with("owners", JSON.numberNode(bench.owners()));
    report.with("iterations", train.get("iterations"));
    report.with("master", JSON.textNode(bench.master()));
    report.with("parameter_set", JSON.textNode(parameterSet));
    report.with("seed", JSON.nullNode());
    report.with(
        "setup",
        JSON.objectNode()
            .put("keys_s", step("keys"))
            .put("encrypt_s", step("encrypt"))
            .putNull("ingest_s"));
    report.with("train_s", train.get("train_s"));
    report.with("iteration_s", train.get("iteration_s"));
    report.with("phases_s", phases());
    ArrayNode cpu = JSON.arrayNode();
    for (int i = 0; i < before.size(); i++) {
      cpu.add(after.get(i).cpuSeconds() - before.get(i).cpuSeconds());
    }
    report.with("owners_cpu_s", cpu);
    report.with("cluster_cpu_s", JSON.numberNode(cluster.cpuSeconds()));
    report.with("cores_busy_share", JSON.nullNode());
    report.with("spark_overhead_share", JSON.numberNode(overhead()));
    report.with("peak_executor_rss_bytes", JSON.numberNode(cluster.peakBytes()));
    report.with(
        "peak_agent_rss_bytes",
        JSON.numberNode(after.stream().mapToLong(Meter::peakBytes).max().orElseThrow()));
    report.with("ciphertext_bytes", train.get("ciphertext_bytes"));
    for (String field : new String[] {"request", "reply"}) {
      String bytes = "owner_" + field + "_bytes_per_iteration";
      report.with(bytes, train.get(bytes));
    }
    report.with("test", test());
    report.with("plaintext", quality("plaintext"));
    report.with("agreement_bits", compare.get("agreement_bits"));
    report.with("weights_sha256", train.get("model_sha256"));
  }

  private Double step(String name) {
    return StreamSupport.stream(steps.spliterator(), false)
        .filter(step -> step.get("name").asText().equals(name))
        .map(step -> step.get("wall_s").asDouble())
        .findFirst()
        .orElse(null);
  }

  private ObjectNode quality(String which) {
    JsonNode metrics = compare.at("/metrics/" + which);
    return JSON.objectNode()
        .put("accuracy", metrics.get("accuracy").asDouble())
        .put("auc", metrics.get("auc").asDouble());
  }

  private ObjectNode test() {
    return quality("encrypted").put("rows", bench.table().test().rows().length);
  }

  private double stages() {
    JsonNode wall = train.get("phases_s");
    return wall.get("forward").asDouble()
        + wall.get("products").asDouble()
        + wall.get("gradient").asDouble();
  }

  private double share(String task) {
    JsonNode tasks = train.get("tasks_s");
    double all =
        tasks.get("arithmetic").asDouble()
            + tasks.get("owners").asDouble()
            + tasks.get("hash").asDouble();
    return all == 0 ? 0 : tasks.get(task).asDouble() / all;
  }

  private ObjectNode phases() {
    JsonNode wall = train.get("phases_s");
    double arithmetic = share("arithmetic");
    double counted = stages() + wall.get("broadcast").asDouble() + wall.get("combine").asDouble();
    return JSON.objectNode()
        .put("forward", wall.get("forward").asDouble() * arithmetic)
        .put("products", wall.get("products").asDouble() * arithmetic)
        .put("gradient", wall.get("gradient").asDouble() * arithmetic)
        .putNull("reduce")
        .put("combine", wall.get("combine").asDouble())
        .put("owners", stages() * share("owners"))
        .putNull("http")
        .put("hash", stages() * share("hash"))
        .put("broadcast", wall.get("broadcast").asDouble())
        .putNull("checkpoint")
        .put("other", train.get("train_s").asDouble() - counted);
  }

  /** 1 - (time in tasks) / (wall time of the stages times slots): idle slots count as overhead. */
  private double overhead() {
    double tasks = train.get("tasks_s").get("all").asDouble();
    return 1 - tasks / (stages() * train.get("slots").asInt());
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%n%s: %d iterations in %.1f s, %.2f s each (median), accuracy %.4f, AUC %.4f, %.1f bits",
        bench.name(),
        train.get("iterations").asInt(),
        train.get("train_s").asDouble(),
        train.at("/iteration_s/median").asDouble(),
        compare.at("/metrics/encrypted/accuracy").asDouble(),
        compare.at("/metrics/encrypted/auc").asDouble(),
        compare.get("agreement_bits").asDouble());
  }
}
