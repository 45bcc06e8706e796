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
import java.util.Locale;
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
    lineage.put(
        "total_gas",
        chain.isNull() ? null : gas.values().stream().mapToLong(Long::longValue).sum());
    ObjectNode operations = lineage.putObject("gas_by_operation");
    gas.forEach(operations::put);
    return lineage;
  }

  private JsonNode ofChain(String field) {
    JsonNode value = train.get("chain").get(field);
    return value == null ? JSON.nullNode() : value;
  }

  /** How many checks had something to look at. */
  private int made() {
    return (int)
        StreamSupport.stream(verify.get("checks").spliterator(), false)
            .filter(check -> !check.get("status").asText().equals("not-checked"))
            .count();
  }

  /** Whom calls pay; nobody without a chain. */
  private ArrayNode payouts() {
    ArrayNode payouts = JSON.arrayNode();
    JsonNode method = train.at("/contributors/method");
    for (JsonNode contributor : train.at("/chain/contributors")) {
      String payee = contributor.get("payee").asText();
      boolean owner =
          StreamSupport.stream(train.at("/contributors/shares").spliterator(), false)
              .anyMatch(share -> share.get("owner").asText().equals(payee));
      payouts
          .addObject()
          .put("address", payee)
          .put("role", owner ? "owner" : "trainer")
          .put("share_bp", contributor.get("share_bp").asInt())
          .put("method", method.asText());
    }
    return payouts;
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-34s %10s %10s%n",
            "on " + data.table().test().rows().length + " held-out rows",
            first().replace("r2", "R2"),
            second().equals("auc") ? "AUC" : "RMSE"));
    line(text, "trained on ciphertexts", "encrypted");
    line(text, "the same algorithm in the clear", "plaintext");
    line(text, "MLlib at convergence", "mllib");
    text.append(
        String.format(
            Locale.ROOT,
            "%nweights agree to %.1f bits; %.2f s per iteration; %,d bytes of ciphertext%n",
            compare.get("agreement_bits").asDouble(),
            train.get("iteration_s").get("median").asDouble(),
            train.get("ciphertext_bytes").asLong()));
    text.append(
        String.format(
            Locale.ROOT,
            "model %s: %d checks hold, %d failed; %d steps replayed, %d differ%n",
            train.get("manifest_sha256").asText(),
            made() - verify.get("failed").asInt(),
            verify.get("failed").asInt(),
            audit.get("sampled").asInt(),
            audit.get("mismatched").asInt()));
    if (!train.get("chain").isNull()) {
      text.append(
          String.format(
              Locale.ROOT,
              "number %d on chain %d, anchored in block %d; %,d gas; calls pay %d owners%n",
              ofChain("model").asLong(),
              ofChain("chain_id").asLong(),
              ofChain("anchor_block").asLong(),
              gas.values().stream().mapToLong(Long::longValue).sum(),
              payouts().size()));
    }
    text.append("model: ").append(model);
    page.ifPresent(url -> text.append("\npage:  ").append(url));
    return text.toString();
  }

  private String first() {
    return data.task() == Task.LOGISTIC ? "accuracy" : "r2";
  }

  private String second() {
    return data.task() == Task.LOGISTIC ? "auc" : "rmse";
  }

  private void line(StringBuilder text, String what, String which) {
    JsonNode metrics = compare.get("metrics").get(which);
    text.append(
        String.format(
            Locale.ROOT,
            "%-34s %10.4f %10.4f%n",
            what,
            metrics.get(first()).asDouble(),
            metrics.get(second()).asDouble()));
  }
}
