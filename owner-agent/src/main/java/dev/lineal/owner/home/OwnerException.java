package dev.lineal.owner.home;

import dev.lineal.lineage.report.ExitCode;

/**
 * An error that an owner or whoever calls the agent reads: the problem and why, then what to do. No
 * message ever carries a secret.
 */
public final class OwnerException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;
  private final String rule;
  private final String problem;
  private final String action;

  /**
   * @param rule a stable name for programs, such as {@code home.passphrase}
   * @param problem what is wrong and why
   * @param action what to do
   */
  public OwnerException(ExitCode exitCode, String rule, String problem, String action) {
    this(exitCode, rule, problem, action, null);
  }

  public OwnerException(
      ExitCode exitCode, String rule, String problem, String action, Throwable cause) {
    super(problem + " " + action, cause);
    this.exitCode = exitCode;
    this.rule = rule;
    this.problem = problem;
    this.action = action;
  }

  /** How a process that ends with this error ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  public String rule() {
    return rule;
  }

  public String problem() {
    return problem;
  }

  public String action() {
    return action;
  }
}
