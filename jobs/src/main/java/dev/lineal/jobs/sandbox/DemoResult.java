package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a demonstration or a sandbox has to say: docs/json.md, {@code lineal.demo/1}.
 *
 * @param sha256 of the rows that were dealt out
 * @param train the job's own report
 * @param verify the verifier's
 * @param audit the auditor's
 * @param gas by operation; empty without a chain
 * @param compare the report of the comparison
 * @param model folder
 * @param page of the model, where a market was left running
 * @param running what was left running
 */
record DemoResult(
    SandboxData data,
    Sha256 sha256,
    int owners,
    String parameterSet,
    Sha256 jointKey,
    ArrayNode steps,
    JsonNode train,
    JsonNode verify,
    JsonNode audit,
    Map<String, Long> gas,
    JsonNode compare,
    Path model,
    Optional<String> page,
    List<String> running)
    implements Result {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public void addTo(Report report) {
    report.with("data", dataJson());
    report.with("owners", JSON.numberNode(owners));
    report.with("parameter_set", JSON.textNode(parameterSet));
    report.with("joint_key_fingerprint", JSON.textNode(jointKey.toString()));
    report.with("steps", steps);
    report.with("training", training());
    report.with("metrics", compare.get("metrics"));
    report.with(
        "weights",
        JSON.objectNode()
            .<ObjectNode>set("max_abs_difference", compare.get("max_abs_difference"))
            .<ObjectNode>set("agreement_bits", compare.get("agreement_bits"))
            .set("sha256", train.get("model_sha256")));
    report.with("lineage", lineage());
    report.with(
        "verify",
        JSON.objectNode()
            .put("checks", made())
            .put("failed", verify.get("failed").asInt())
            .put("exit_code", ExitCode.OK.number()));
    report.with(
        "audit",
        JSON.objectNode()
            .<ObjectNode>set("sampled", audit.get("sampled"))
            .set("mismatched", audit.get("mismatched")));
    report.with("payouts", payouts());
    report.with("page_url", page.<JsonNode>map(JSON::textNode).orElse(JSON.nullNode()));
    ArrayNode left = JSON.arrayNode();
    running.forEach(left::add);
    report.with("left_running", left);
  }

  private ObjectNode dataJson() {
    return JSON.objectNode()
        .put("name", data.name())
        .put("task", data.table().train().task() == Task.LOGISTIC ? "classification" : "regression")
        .put("rows_train", data.table().train().rows().length)
        .put("rows_test", data.table().test().rows().length)
        .put("rows_rejected", data.rejected())
        .put("features", data.table().train().features().size())
        .put("sha256", sha256.toString());
  }

  private ObjectNode training() {
    long bytes =
        train.get("owner_request_bytes_per_iteration").asLong()
            + train.get("owner_reply_bytes_per_iteration").asLong();
    ObjectNode training = JSON.objectNode();
    training.set("iterations", train.get("iterations"));
    training.set("wall_s", train.get("train_s"));
    training.set("iteration_s", train.get("iteration_s"));
    training.set("ciphertext_bytes", train.get("ciphertext_bytes"));
    return training.put("owner_bytes_per_iteration", bytes);
  }

  private ObjectNode lineage() {
    JsonNode chain = train.get("chain");
    ObjectNode lineage = JSON.objectNode();
    lineage.set("run_id", train.get("run_id"));
    lineage.put("model_id", chain.isNull() ? null : chain.get("model").asText());
    lineage.set("manifest_sha256", train.get("manifest_sha256"));
    lineage.set("chain_id", ofChain("chain_id"));
    lineage.set("anchor_tx", ofChain("anchor_transaction"));
    lineage.set("anchor_block", ofChain("anchor_block"));
    lineage.put("total_gas", chain.isNull() ? null : totalGas());
    ObjectNode operations = lineage.putObject("gas_by_operation");
    gas.forEach(operations::put);
    return lineage;
  }

  /** A field of what a chain knows; null without one. */
  JsonNode ofChain(String field) {
    JsonNode value = train.get("chain").get(field);
    return value == null ? JSON.nullNode() : value;
  }

  /** How many checks had something to look at. */
  int made() {
    return (int)
        StreamSupport.stream(verify.get("checks").spliterator(), false)
            .filter(check -> !check.get("status").asText().equals("not-checked"))
            .count();
  }

  /** Of all operations. */
  long totalGas() {
    return gas.values().stream().mapToLong(Long::longValue).sum();
  }

  private ArrayNode payouts() {
    ArrayNode list = JSON.arrayNode();
    Payout.of(train).forEach(payout -> list.add(payout.toJson()));
    return list;
  }

  @Override
  public String summary() {
    return new DemoTable(this).text();
  }
}
