package dev.lineal.market.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.verify.Verification;
import dev.lineal.market.index.Verdict;

/** What was checked of a model's bundle, and what was not. */
public final class VerificationJson {
  private VerificationJson() {}

  /** Every check with its outcome; none where there is no bundle. */
  public static ObjectNode of(Sha256 model, Verdict verdict) {
    ObjectNode json =
        Json.object()
            .put("model", model.toString())
            .put("status", verdict.status().text())
            .put("checked_at", verdict.at().toString())
            .put("took_ms", verdict.millis())
            .put("chain_asked", verdict.online());
    ArrayNode checks = json.putArray("checks");
    ArrayNode limits = json.putArray("not_covered");
    if (verdict.verification().isEmpty()) {
      limits.add("Everything: this market has no bundle of this model.");
      return json;
    }
    Verification verification = verdict.verification().get();
    verification.findings().forEach(finding -> checks.add(finding.toJson()));
    verification.limits().forEach(limits::add);
    return json;
  }
}
