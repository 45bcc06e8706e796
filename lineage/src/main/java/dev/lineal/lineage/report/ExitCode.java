package dev.lineal.lineage.report;

/** Exit codes of every command. */
public enum ExitCode {
  OK(0),
  CHECK_FAILED(1),
  USAGE(2),
  REFUSED(3),
  INFRASTRUCTURE(4),
  INTERNAL(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
