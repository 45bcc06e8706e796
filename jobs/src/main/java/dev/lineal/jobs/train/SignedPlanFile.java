package dev.lineal.jobs.train;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.chain.WalletSignature;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plan and its signature in one file: the body with which sessions are opened. */
public final class SignedPlanFile {
  private static final String DOCUMENT = "signed run plan";

  private SignedPlanFile() {}

  /**
   * Reads a file.
   *
   * @throws dev.lineal.lineage.LineageException when it is not what it must be
   */
  public static SignedRunPlan read(Path file) {
    try {
      byte[] json = Files.readAllBytes(file);
      return CanonicalJson.parse(CanonicalJson.canonicalize(json, DOCUMENT), DOCUMENT)
          .read(SignedPlanFile::signed);
    } catch (IOException e) {
      throw JobErrors.usage("The plan " + file + " cannot be read.", "Make one with: lineal plan.");
    }
  }

  private static SignedRunPlan signed(StrictObject object) {
    object.constant("schema", "lineal.session-request/1");
    RunPlan plan = RunPlan.parse(object.text("plan").getBytes(StandardCharsets.UTF_8));
    if (!plan.sha256().equals(object.sha256("plan_sha256"))) {
      throw new IllegalArgumentException("plan_sha256: is not the plan's hash");
    }
    return new SignedRunPlan(plan, object.value("signature", WalletSignature::new));
  }
}
