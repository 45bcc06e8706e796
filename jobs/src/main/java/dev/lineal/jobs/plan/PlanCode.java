package dev.lineal.jobs.plan;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Code;
import dev.lineal.lineage.report.Build;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The code that a plan names: the commit it was built from, and the jar that runs. */
final class PlanCode {
  /** A jar that was not built from a git checkout. */
  private static final String NO_COMMIT = "0".repeat(40);

  private PlanCode() {}

  static Code ofThisJar() {
    try {
      Path jar =
          Path.of(PlanCode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        throw JobErrors.usage(
            "A plan names the jar that will run, and this is no jar: " + jar + ".",
            "Run the packaged command: bin/lineal plan.");
      }
      String commit = Build.commit();
      return new Code(commit == null ? NO_COMMIT : commit, Sha256.hash(Files.readAllBytes(jar)));
    } catch (IOException | URISyntaxException e) {
      throw JobErrors.unavailable("The jar that runs cannot be read.", "Install it again.");
    }
  }
}
