package dev.lineal.lineage.manifest;

import dev.lineal.lineage.chain.WalletSignature;
import java.nio.charset.StandardCharsets;

/**
 * A plan and its signature as one document, {@code lineal.session-request/1}: what a trainer keeps,
 * opens sessions with, and submits to a market.
 */
public final class SignedRunPlanJson {
  /** Of a plan whose step stands on its features alone. */
  public static final String SCHEMA = "lineal.session-request/1";

  private static final String DOCUMENT = "signed run plan";

  private SignedRunPlanJson() {}

  /**
   * Reads a document; whoever relies on the signature calls {@link SignedRunPlan#check}.
   *
   * @throws dev.lineal.lineage.LineageException when it is not what it must be
   */
  public static SignedRunPlan parse(byte[] json) {
    return CanonicalJson.parse(CanonicalJson.canonicalize(json, DOCUMENT), DOCUMENT)
        .read(SignedRunPlanJson::signed);
  }

  private static SignedRunPlan signed(StrictObject object) {
    object.constant("schema", SCHEMA);
    RunPlan plan = RunPlan.parse(object.text("plan").getBytes(StandardCharsets.UTF_8));
    if (!plan.sha256().equals(object.sha256("plan_sha256"))) {
      throw new IllegalArgumentException("plan_sha256: is not the plan's hash");
    }
    return new SignedRunPlan(plan, object.value("signature", WalletSignature::new));
  }
}
