package dev.lineal.lineage.verify;

/**
 * What came of one check.
 *
 * @param reason why it failed or was not made; empty where it holds
 */
public record Finding(Check check, Status status, String reason) {
  /** Outcomes. */
  public enum Status {
    OK("ok"),
    FAILED("failed"),
    NOT_CHECKED("not-checked");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** The written form. */
    public String text() {
      return text;
    }
  }
}
