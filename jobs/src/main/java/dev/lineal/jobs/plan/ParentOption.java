package dev.lineal.jobs.plan;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ReleasedModel;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.lineage.verify.BundleVerifier;
import dev.lineal.lineage.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The released model that a new one is derived from, as a trainer names it. */
public final class ParentOption {
  private static final String BUNDLE = "bundle.zip";

  @Option(
      names = "--parent",
      paramLabel = "BUNDLE",
      description =
          "Derive from a released model: its bundle, or the folder that publish wrote. Training"
              + " starts from its weights.")
  private Path parent;

  /**
   * The parent, its bundle verified as far as that goes without a chain; empty where none is named.
   *
   * @throws dev.lineal.jobs.JobException where a check fails
   */
  public Optional<Bundle.Parent> read() {
    return Optional.ofNullable(parent).map(ParentOption::read);
  }

  /**
   * The parent of a plan.
   *
   * @throws dev.lineal.jobs.JobException where the plan starts from another, or from none
   */
  public Optional<Bundle.Parent> of(RunPlan plan) {
    Optional<Bundle.Parent> named = read();
    Optional<Sha256> given = named.map(one -> one.manifest().sha256());
    if (!given.equals(plan.parentModel())) {
      throw JobErrors.usage(
          "The plan starts from %s, but --parent names %s."
              .formatted(text(plan.parentModel()), text(given)),
          "Give --parent as it was given to lineal plan, and leave it out where it was not.");
    }
    return named;
  }

  private static String text(Optional<Sha256> model) {
    return model.map(hash -> "model " + hash).orElse("no model");
  }

  private static Bundle.Parent read(Path named) {
    Path inFolder = named.resolve(BUNDLE);
    Verification found =
        BundleVerifier.offline(BundleFiles.read(Files.exists(inFolder) ? inFolder : named));
    if (!found.holds()) {
      throw JobErrors.checkFailed(
          "The parent's bundle does not hold: "
              + found.failed().stream()
                  .map(finding -> finding.check().text())
                  .collect(Collectors.joining(", "))
              + ".",
          "See lineal verify " + named + "; derive from a model that holds.");
    }
    Bundle bundle = found.bundle().orElseThrow();
    byte[] file = bundle.files().get(ReleasedModel.FILE);
    if (file == null) {
      throw JobErrors.usage(
          "The parent's bundle has no " + ReleasedModel.FILE + ".", "Derive from a linear model.");
    }
    return new Bundle.Parent(bundle.model().manifest(), file);
  }
}
