package dev.lineal.lineage.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What came of one check.
 *
 * @param reason why it failed or was not made; empty where it holds
 * @param took wall time of making it; zero where it was not begun
 */
public record Finding(Check check, Status status, String reason, Duration took) {
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

  /** What it took, in milliseconds. */
  public double millis() {
    return took.toNanos() / 1e6;
  }

  /** As reports and the market's API give it. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", check.text())
        .put("proves", check.proves())
        .put("status", status.text())
        .put("reason", reason.isEmpty() ? null : reason)
        .put("took_ms", millis());
  }
}
