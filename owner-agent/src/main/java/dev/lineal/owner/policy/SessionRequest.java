package dev.lineal.owner.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.WalletSignature;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.StrictObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of POST /v1/sessions: the plan's canonical text, its hash, and the trainer's signature.
 * Grants are named by the plan and looked up in the ledger.
 *
 * @param curvature what a power iteration released, where the plan's step stands on it
 */
public record SessionRequest(SignedRunPlan signed, Optional<CurvatureEvidence> curvature) {
  private static final String DOCUMENT = "session request";
  private static final String SCHEMA = "lineal.session-request/1";

  /** The same with a power iteration's released sums. */
  private static final String SCHEMA_WITH_CURVATURE = "lineal.session-request/2";

  private record Parts(
      String plan, Sha256 hash, WalletSignature signature, Optional<CurvatureEvidence> curvature) {}

  /** A plan whose step needs no power iteration. */
  public SessionRequest(SignedRunPlan signed) {
    this(signed, Optional.empty());
  }

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
      return new SessionRequest(
          new SignedRunPlan(RunPlan.parse(plan), parts.signature()), parts.curvature());
    } catch (LineageException malformed) {
      throw Refusal.of(Rule.SESSION_FORMAT, malformed.problem());
    }
  }

  private static Parts parts(StrictObject request) {
    boolean shown = request.text("schema").equals(SCHEMA_WITH_CURVATURE);
    request.constant("schema", shown ? SCHEMA_WITH_CURVATURE : SCHEMA);
    return new Parts(
        request.text("plan"),
        request.sha256("plan_sha256"),
        request.value("signature", WalletSignature::new),
        shown
            ? Optional.of(request.object("curvature").read(CurvatureEvidence::read))
            : Optional.empty());
  }

  /** The JSON that {@link #parse} reads. */
  public byte[] toJson() {
    byte[] plan = signed.plan().canonicalBytes();
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("plan", new String(plan, StandardCharsets.UTF_8));
    request.put("plan_sha256", Sha256.hash(plan).toString());
    request.put("schema", curvature.isPresent() ? SCHEMA_WITH_CURVATURE : SCHEMA);
    curvature.ifPresent(shown -> request.set("curvature", shown.toJson()));
    request.put("signature", signed.signature().hex());
    return CanonicalJson.write(request, DOCUMENT);
  }
}
