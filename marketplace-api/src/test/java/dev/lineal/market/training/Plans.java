package dev.lineal.market.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.SignedRunPlanJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signed plans: the published example of one, in the name of another trainer. */
public final class Plans {
  private static final Path EXAMPLE = Path.of("../lineage/src/test/resources/golden/run-plan.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Plans() {}

  /** A plan of 2 iterations that differs from others by its nonce. */
  public static RunPlan plan(Wallet trainer, int number) throws IOException {
    ObjectNode plan = (ObjectNode) JSON.readTree(Files.readAllBytes(EXAMPLE));
    plan.withObject("/predicate/buildDefinition/externalParameters")
        .put("trainer", trainer.address().text())
        .put("nonce", Sha256.hash(new byte[] {(byte) number}).toString());
    return RunPlan.parse(CanonicalJson.canonicalize(JSON.writeValueAsBytes(plan), "run plan"));
  }

  /** The body of a submission. */
  public static ObjectNode signed(RunPlan plan, Wallet trainer, SigningDomain domain) {
    SignedRunPlan signed = SignedRunPlan.sign(plan, trainer, domain);
    return JSON.createObjectNode()
        .put("plan", new String(plan.canonicalBytes(), StandardCharsets.UTF_8))
        .put("plan_sha256", plan.sha256().toString())
        .put("schema", SignedRunPlanJson.SCHEMA)
        .put("signature", signed.signature().hex());
  }
}
