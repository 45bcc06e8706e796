package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.lineage.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a measured training has to say: docs/json.md, {@code lineal.bench.train/1}.
 *
 * @param agents what each owner's agent used during the training
 * @param line to the owners, where it was not the loopback
 * @param train the job's own report
 * @param compare the report of the comparison
 */
record BenchTrainResult(
    BenchTrain.Source source,
    BenchTrain.Setting setting,
    SplitTable table,
    String parameterSet,
    SetUp setUp,
    List<AgentUse> agents,
    Optional<OwnerLines.Use> line,
    JsonNode train,
    JsonNode compare)
    implements Result {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Seconds before the training.
   *
   * @param keys 0 where they were there already
   * @param encrypt 0 where the shards were there already
   */
  record SetUp(double keys, double encrypt, double ingest) {
    ObjectNode toJson() {
      return JSON.objectNode()
          .put("keys_s", keys == 0 ? null : keys)
          .put("encrypt_s", encrypt == 0 ? null : encrypt)
          .put("ingest_s", ingest);
    }
  }

  @Override
  public void addTo(Report report) {
    report.with("data", JSON.textNode(source.name()));
    report.with("rows", JSON.numberNode(table.train().rows().length));
    report.with("features", JSON.numberNode(table.train().features().size()));
    report.with("owners", JSON.numberNode(setting.owners()));
    report.with("iterations", JSON.numberNode(setting.iterations()));
    report.with("sigmoid_degree", JSON.numberNode(setting.activation().degree()));
    report.with("weights", JSON.textNode(setting.weights().name().toLowerCase(Locale.ROOT)));
    report.with("cluster", JSON.textNode(setting.cluster().name().toLowerCase(Locale.ROOT)));
    report.with("master", JSON.textNode(setting.master()));
    report.with("parameter_set", JSON.textNode(parameterSet));
    report.with("seed", JSON.pojoNode(source.seed()));
    report.with("setup", setUp.toJson());
    report.with("train_s", train.get("train_s"));
    report.with("iteration_s", train.get("iteration_s"));
    PhaseSeconds phases = PhaseSeconds.of(train);
    report.with("phases_s", phases.toJson());
    use(report);
    report.with("spark_overhead_share", JSON.numberNode(phases.overhead()));
    bytes(report);
    quality(report);
  }

  private void use(Report report) {
    ArrayNode cpu = JSON.arrayNode();
    agents.forEach(agent -> cpu.add(agent.cpuSeconds()));
    report.with("owners_cpu_s", cpu);
    report.with("cluster_cpu_s", train.get("cluster_cpu_s"));
    report.with("cores_busy_share", JSON.pojoNode(coresBusy()));
    report.with("peak_executor_rss_bytes", train.get("peak_executor_rss_bytes"));
    report.with(
        "peak_agent_rss_bytes",
        JSON.pojoNode(
            agents.stream()
                .map(AgentUse::peakBytes)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null)));
  }

  /** Share of this machine's cores; null where the cluster's part is unknown. */
  private Double coresBusy() {
    if (train.get("cluster_cpu_s").isNull()) {
      return null;
    }
    double cpu =
        train.get("cluster_cpu_s").asDouble()
            + agents.stream().mapToDouble(AgentUse::cpuSeconds).sum();
    return cpu / train.get("train_s").asDouble() / Runtime.getRuntime().availableProcessors();
  }

  private void bytes(Report report) {
    for (String name :
        new String[] {
          "ciphertext_bytes", "owner_request_bytes_per_iteration", "owner_reply_bytes_per_iteration"
        }) {
      report.with(name, train.get(name));
    }
    report.with("line", line.<JsonNode>map(this::lineJson).orElse(JSON.nullNode()));
  }

  /**
   * A trip for each round of the activation and the step's, one for partial products, and two for
   * evidence of its own.
   */
  private ObjectNode lineJson(OwnerLines.Use use) {
    long bytes =
        train.get("owner_request_bytes_per_iteration").asLong()
            + train.get("owner_reply_bytes_per_iteration").asLong();
    boolean shared = setting.weights() == WeightForm.SHARED;
    int evidence = setting.cluster() == SandboxOwners.Cluster.VERIFIED || shared ? 2 : 0;
    int partial = shared ? 1 : 0;
    return use.toJson(bytes, setting.activation().rounds() + 1 + partial + evidence);
  }

  private void quality(Report report) {
    JsonNode encrypted = compare.at("/metrics/encrypted");
    JsonNode plaintext = compare.at("/metrics/plaintext");
    report.with(
        "test",
        JSON.objectNode()
            .put("rows", table.test().rows().length)
            .<ObjectNode>set("accuracy", encrypted.get("accuracy"))
            .set("auc", encrypted.get("auc")));
    report.with(
        "plaintext",
        JSON.objectNode()
            .<ObjectNode>set("accuracy", plaintext.get("accuracy"))
            .set("auc", plaintext.get("auc")));
    report.with("agreement_bits", compare.get("agreement_bits"));
    report.with("weights_sha256", train.get("model_sha256"));
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s, %,d rows x %d features, %d owners, %d iterations on %s: %.1f s%n",
            source.name(),
            table.train().rows().length,
            table.train().features().size(),
            setting.owners(),
            setting.iterations(),
            setting.master(),
            train.get("train_s").asDouble()));
    PhaseSeconds phases = PhaseSeconds.of(train);
    phases
        .seconds()
        .forEach(
            (name, s) -> text.append(String.format(Locale.ROOT, "  %-10s %8.2f s%n", name, s)));
    return text.append(
            String.format(
                Locale.ROOT,
                "median iteration %.2f s; Spark's overhead %.0f %%; CPU: cluster %.1f s, owners %s s;"
                    + " accuracy %.4f, AUC %.4f, %.1f bits of agreement",
                train.at("/iteration_s/median").asDouble(),
                100 * phases.overhead(),
                train.get("cluster_cpu_s").asDouble(),
                agents.stream().map(AgentUse::cpuSeconds).toList(),
                compare.at("/metrics/encrypted/accuracy").asDouble(),
                compare.at("/metrics/encrypted/auc").asDouble(),
                compare.get("agreement_bits").asDouble()))
        .toString();
  }
}
