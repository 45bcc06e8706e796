package dev.lineal.jobs.plan;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.contribution.Method;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a run finds out what each owner contributes. */
public final class ContributionOptions {
  @Option(
      names = "--contributions",
      defaultValue = "rows",
      paramLabel = "METHOD",
      description =
          "How owners share what the model earns: rows, or leave-one-owner-out, which solves a"
              + " regression once more without each owner and releases every solve's loss on"
              + " --validation.")
  private String method;

  @Option(
      names = "--validation",
      paramLabel = "CSV",
      description =
          "For leave-one-owner-out: rows of your own with a header, labels as in the study.")
  private Path validation;

  /** The rows to measure on; empty where nothing is measured. */
  public Optional<Path> validation() {
    boolean measured = method() == Method.LEAVE_ONE_OWNER_OUT;
    if (measured && validation == null) {
      throw JobErrors.usage(
          "--contributions leave-one-owner-out measures on rows of your own.",
          "Name them: --validation CSV.");
    }
    if (!measured && validation != null) {
      throw JobErrors.usage(
          "--validation is for --contributions leave-one-owner-out.",
          "Leave it out; train and publish take rows for metrics.");
    }
    return Optional.ofNullable(validation);
  }

  private Method method() {
    try {
      return Method.parse(method);
    } catch (IllegalArgumentException unknown) {
      throw JobErrors.usage(
          "--contributions is " + method + ".", "Give rows or leave-one-owner-out.");
    }
  }
}
