package dev.lineal.lineage.licence;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.LineageException;

/** Whether a grant lets a run use one owner's dataset. */
public sealed interface GrantDecision {
  /** It does. */
  record Granted(Grant grant) implements GrantDecision {}

  /**
   * It does not.
   *
   * @param rule the first rule that is broken
   * @param reason what breaks it
   */
  record Refused(GrantRule rule, String reason) implements GrantDecision {
    /** The refusal as an error of kind {@code REFUSED} that names the rule. */
    public LineageException asError() {
      return LineageErrors.refused(rule.text(), reason, rule.action());
    }
  }
}
