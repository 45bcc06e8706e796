package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.lineage.manifest.Task;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a demonstration came to, as a small table for people; every value is of a run's report. */
record DemoTable(DemoResult result) {
  String text() {
    StringBuilder text = new StringBuilder("\n");
    quality(text);
    text.append('\n');
    effort(text);
    text.append('\n');
    guarantees(text);
    if (!result.train().get("chain").isNull()) {
      text.append('\n');
      payments(text);
    }
    text.append("\nmodel in ").append(result.model());
    result.page().ifPresent(url -> text.append("\npage     ").append(url));
    return text.toString();
  }

  private void quality(StringBuilder text) {
    boolean classes = result.data().task() == Task.LOGISTIC;
    line(
        text,
        "%-34s %10s %10s",
        "on " + result.data().table().test().rows().length + " held-out rows",
        classes ? "accuracy" : "R2",
        classes ? "AUC" : "RMSE");
    model(text, "trained on ciphertexts", "encrypted");
    model(text, "the same algorithm in the clear", "plaintext");
    model(text, "MLlib at convergence", "mllib");
  }

  private void model(StringBuilder text, String what, String which) {
    JsonNode metrics = result.compare().get("metrics").get(which);
    boolean classes = result.data().task() == Task.LOGISTIC;
    line(
        text,
        "%-34s %10.4f %10.4f",
        what,
        metrics.get(classes ? "accuracy" : "r2").asDouble(),
        metrics.get(classes ? "auc" : "rmse").asDouble());
  }

  private void effort(StringBuilder text) {
    JsonNode train = result.train();
    JsonNode seconds = train.get("iteration_s");
    line(
        text,
        "seconds per iteration  %.2f (%.2f to %.2f, %d of them)",
        seconds.get("median").asDouble(),
        seconds.get("min").asDouble(),
        seconds.get("max").asDouble(),
        train.get("iterations").asInt());
    line(
        text,
        "bytes of ciphertext    %,d; an iteration sends an owner %,d and gets %,d",
        train.get("ciphertext_bytes").asLong(),
        train.get("owner_request_bytes_per_iteration").asLong(),
        train.get("owner_reply_bytes_per_iteration").asLong());
    line(
        text,
        "agreement              %.1f bits with the same algorithm in the clear",
        result.compare().get("agreement_bits").asDouble());
  }

  private void guarantees(StringBuilder text) {
    int failed = result.verify().get("failed").asInt();
    line(
        text,
        "verified               %d checks hold, %d failed; %d steps replayed, %d differ",
        result.made() - failed,
        failed,
        result.audit().get("sampled").asInt(),
        result.audit().get("mismatched").asInt());
    line(text, "manifest               %s", result.train().get("manifest_sha256").asText());
    if (result.train().get("chain").isNull()) {
      return;
    }
    line(
        text,
        "on chain %-13d model %d, anchored in block %d",
        result.ofChain("chain_id").asLong(),
        result.ofChain("model").asLong(),
        result.ofChain("anchor_block").asLong());
    line(text, "gas                    %,d: %s", result.totalGas(), gas());
  }

  private String gas() {
    return result.gas().entrySet().stream()
        .map(used -> String.format(Locale.ROOT, "%s %,d", used.getKey(), used.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void payments(StringBuilder text) {
    List<Payout> payouts = Payout.of(result.train());
    line(text, "%d calls pay %,d wei", Payout.CALLS, Payout.payment());
    for (Payout payout : payouts) {
      line(
          text,
          "  %-7s %s %6.2f %% %,20d wei, by %s",
          payout.role(),
          payout.address(),
          payout.shareBp() / 100.0,
          payout.wei(),
          payout.method());
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
