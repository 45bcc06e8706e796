package dev.lineal.jobs.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.SignedRunPlanJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A plan and its signature in one file: the body with which sessions are opened. */
public final class SignedPlanFile {
  private static final String WITH_CURVATURE = "lineal.session-request/2";

  private SignedPlanFile() {}

  /**
   * Reads a file.
   *
   * @throws dev.lineal.lineage.LineageException when it is not what it must be
   */
  public static SignedRunPlan read(Path file) {
    try {
      return SignedRunPlanJson.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw JobErrors.usage("The plan " + file + " cannot be read.", "Make one with: lineal plan.");
    }
  }

  /** The bytes of such a file. */
  public static byte[] bytes(SignedRunPlan signed) {
    return request(signed, Optional.empty());
  }

  /** The same, showing what a power iteration released where the plan's step stands on it. */
  public static byte[] request(SignedRunPlan signed, Optional<CurvatureEvidence> curvature) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("plan", new String(signed.plan().canonicalBytes(), StandardCharsets.UTF_8))
            .put("plan_sha256", signed.plan().sha256().toString())
            .put("schema", curvature.isPresent() ? WITH_CURVATURE : SignedRunPlanJson.SCHEMA)
            .put("signature", signed.signature().hex());
    curvature.ifPresent(shown -> request.set("curvature", shown.toJson()));
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }
}
