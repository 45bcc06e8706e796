package dev.lineal.lineage;

/**
 * An error a user reads: the problem and why, then what to do. Made in {@link LineageErrors} only.
 * No message ever carries a secret.
 */
public final class LineageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as the command line's exit codes tell it apart. */
  public enum Kind {
    /** A check failed: a hash, a proof or a signature does not fit. */
    CHECK_FAILED(1),
    /** A document, a file or an argument is not what it must be. */
    BAD_INPUT(2),
    /** A licence or a policy says no. */
    REFUSED(3),
    /** A disk, a lock or another party is out of reach. */
    UNAVAILABLE(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a process that ends with this error. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final String code;
  private final String problem;
  private final String action;

  /** For the files of a room that word its errors, such as {@link LineageErrors}. */
  public LineageException(Kind kind, String code, String problem, String action, Throwable cause) {
    super(problem + " " + action, cause);
    this.kind = kind;
    this.code = code;
    this.problem = problem;
    this.action = action;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** A stable name of the error for programs, such as {@code keystore.permissions}. */
  public String code() {
    return code;
  }

  /** What is wrong and why: the message without what to do. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String action() {
    return action;
  }
}
