package dev.lineal.jobs;

import dev.lineal.lineage.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Every error of this module that a user reads. */
public final class JobErrors {
  private JobErrors() {}

  /** An owner that did not answer for as long as the job was told to wait. */
  public static JobException ownerDown(String owner, String address, Duration waited, String why) {
    return new JobException(
        ExitCode.INFRASTRUCTURE,
        "owner.down",
        "Owner %s at %s has not answered for %s: %s.".formatted(owner, address, text(waited), why),
        "Have its agent started (lineal owner serve), then run: lineal job resume. Nothing is"
            + " lost: the run goes on from its last checkpoint.");
  }

  /** An owner that says no. */
  public static JobException ownerRefused(String owner, String rule) {
    return new JobException(
        ExitCode.REFUSED,
        "owner.refused",
        "Owner %s refuses: %s.".formatted(owner, rule),
        "Compare the run's plan with its grants and with the owner's policy.");
  }

  /** A plan that no valid grant covers. */
  public static JobException notGranted(String rule, String reason) {
    return new JobException(
        ExitCode.REFUSED,
        "grant." + rule.replace('-', '_'),
        "The rule %s refuses this plan. %s".formatted(rule, reason),
        "Get a grant that covers it: lineal licence buy, owner grant or grant-file.");
  }

  /** A dataset that its owner did not put on the chain. */
  public static JobException notRegistered(String contentRoot, String owner, long chain) {
    return new JobException(
        ExitCode.REFUSED,
        "dataset.not_registered",
        "Dataset %s with this manifest was not registered by %s on chain %d."
            .formatted(contentRoot, owner, chain),
        "Ask the owner to run: lineal owner register.");
  }

  /** An owner's answer that is an error. */
  public static JobException ownerFailed(String owner, int status, String detail) {
    return new JobException(
        ExitCode.INFRASTRUCTURE,
        "owner.failed",
        "Owner %s answered HTTP %d: %s.".formatted(owner, status, detail),
        "Look into the agent's log; a resumed run repeats the same request.");
  }

  /** Owners that answer as if they were someone else. */
  public static JobException strangeAnswer(String owner, int expected, int named) {
    return new JobException(
        ExitCode.CHECK_FAILED,
        "owner.strange_answer",
        "Owner %s is number %d of the study, but its answer says %d."
            .formatted(owner, expected, named),
        "Check the study's list of owners and their addresses.");
  }

  /** Margins that run away. */
  public static JobException diverges(int iteration, double meanSquare, String why) {
    return new JobException(
        ExitCode.CHECK_FAILED,
        "training.diverges",
        "Training stopped after iteration %d: the mean squared margin is %.3g, %s."
            .formatted(iteration, meanSquare, why),
        "Plan a smaller step (4/d needs no release) or standardised, clipped columns.");
  }

  /** A state that belongs to another run or was damaged. */
  public static JobException badState(String why) {
    return new JobException(
        ExitCode.CHECK_FAILED,
        "state.damaged",
        "A checkpoint cannot be used: %s.".formatted(why),
        "Resume from an older checkpoint or start the run anew under a new plan.");
  }

  /** Blocks that do not fit to the plan. */
  public static JobException badBlock(int block, String why) {
    return new JobException(
        ExitCode.CHECK_FAILED,
        "block.damaged",
        "Block %d cannot be used: %s.".formatted(block, why),
        "Ingest its dataset again; if it repeats, tell the owner.");
  }

  /** A table that cannot be written. */
  public static JobException notWritten(String table, IOException why) {
    return new JobException(
        ExitCode.INFRASTRUCTURE,
        "table.not-written",
        "The table %s cannot be written: %s.".formatted(table, why.getMessage()),
        "See that the store has room and is one folder for all executors, then resume the run.");
  }

  /** No GPU here, or none that this process may use. */
  public static JobException noDevice(String why) {
    return new JobException(
        ExitCode.INFRASTRUCTURE,
        "device.none",
        "No GPU can be used here: %s.".formatted(why),
        "Run this on x86_64 Linux with an NVIDIA GPU and its driver, and look at nvidia-smi first;"
            + " without one, --emulated checks the bits of the same kernels on an emulated"
            + " device.");
  }

  /** A program that a check of the GPU needs. */
  public static JobException gpuCheckFailed(String step, int code, String said) {
    return new JobException(
        code == ExitCode.CHECK_FAILED.number() ? ExitCode.CHECK_FAILED : ExitCode.INFRASTRUCTURE,
        "device." + step,
        "The step %s ended with code %d: %s".formatted(step, code, said.strip()),
        "See docs/spark.md for what it needs, then run lineal gpu-check again.");
  }

  /** A process of a sandbox that failed. */
  public static JobException stepFailed(String step, int code, String said, Path log) {
    ExitCode[] codes = ExitCode.values();
    return new JobException(
        code > 0 && code < codes.length ? codes[code] : ExitCode.INTERNAL,
        "step." + step.replaceAll("[^a-z0-9]+", "_"),
        "Step %s ended with code %d: %s".formatted(step, code, said),
        "Everything that it said is in " + log + ".");
  }

  /** Wrong arguments. */
  public static JobException usage(String problem, String action) {
    return new JobException(ExitCode.USAGE, "usage", problem, action);
  }

  /** Something out of reach. */
  public static JobException unavailable(String problem, String action) {
    return new JobException(ExitCode.INFRASTRUCTURE, "unavailable", problem, action);
  }

  /** Data that are not what their hash says. */
  public static JobException checkFailed(String problem, String action) {
    return new JobException(ExitCode.CHECK_FAILED, "check.failed", problem, action);
  }

  private static String text(Duration waited) {
    return waited.toMinutes() > 1 ? waited.toMinutes() + " min" : waited.toSeconds() + " s";
  }
}
