package dev.lineal.jobs;

import dev.lineal.lineage.report.ExitCode;

/**
 * An error that a user reads: the problem, why, and what to do. Made in {@link JobErrors}. It
 * travels from executors to the driver.
 */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String code;
  private final String problem;
  private final String action;

  JobException(ExitCode exitCode, String code, String problem, String action) {
    super(problem + " " + action);
    this.exitCode = exitCode;
    this.code = code;
    this.problem = problem;
    this.action = action;
  }

  /** How the process ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** A stable name for programs, such as {@code owner.down}. */
  public String code() {
    return code;
  }

  /** What is wrong and why. */
  public String problem() {
    return problem;
  }

  /** What to do. */
  public String action() {
    return action;
  }

  /** The error of a job inside what Spark wrapped it in, or null. */
  public static JobException within(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobException found) {
        return found;
      }
    }
    return null;
  }
}
