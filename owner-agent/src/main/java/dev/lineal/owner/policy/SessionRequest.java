package dev.lineal.owner.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.WalletSignature;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.StrictObject;
import java.nio.charset.StandardCharsets;

/**
 * The body of POST /v1/sessions: the plan's canonical text, its hash, and the trainer's signature.
 * Grants are named by the plan and looked up in the ledger.
 */
public record SessionRequest(SignedRunPlan signed) {
  private static final String DOCUMENT = "session request";
  private static final String SCHEMA = "lineal.session-request/1";

  private record Parts(String plan, Sha256 hash, WalletSignature signature) {}

  /**
   * Reads any JSON of the right fields.
   *
   * @throws Refusal when the text is no such request, or the hash is not the plan's
   */
  public static SessionRequest parse(byte[] json) {
    try {
      Parts parts =
          CanonicalJson.parse(CanonicalJson.canonicalize(json, DOCUMENT), DOCUMENT)
              .read(SessionRequest::parts);
      byte[] plan = parts.plan().getBytes(StandardCharsets.UTF_8);
      Sha256 hash = Sha256.hash(plan);
      if (!hash.equals(parts.hash())) {
        throw Refusal.of(
            Rule.PLAN_HASH, "The request names plan %s, its plan has %s.", parts.hash(), hash);
      }
      return new SessionRequest(new SignedRunPlan(RunPlan.parse(plan), parts.signature()));
    } catch (LineageException malformed) {
      throw Refusal.of(Rule.SESSION_FORMAT, malformed.problem());
    }
  }

  private static Parts parts(StrictObject request) {
    request.constant("schema", SCHEMA);
    return new Parts(
        request.text("plan"),
        request.sha256("plan_sha256"),
        request.value("signature", WalletSignature::new));
  }

  /** The JSON that {@link #parse} reads. */
  public byte[] toJson() {
    byte[] plan = signed.plan().canonicalBytes();
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("plan", new String(plan, StandardCharsets.UTF_8));
    request.put("plan_sha256", Sha256.hash(plan).toString());
    request.put("schema", SCHEMA);
    request.put("signature", signed.signature().hex());
    return CanonicalJson.write(request, DOCUMENT);
  }
}
