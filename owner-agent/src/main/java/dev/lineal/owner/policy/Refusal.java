package dev.lineal.owner.policy;

import dev.lineal.lineage.licence.GrantDecision;

/** This owner says no: which rule, why, and what to do. Holds nothing secret. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FORBIDDEN = 403;

  private final String rule;
  private final int status;
  private final String reason;
  private final String action;

  private Refusal(String rule, int status, String reason, String action) {
    super("The rule " + rule + " refuses this. " + reason + " " + action, null, false, false);
    this.rule = rule;
    this.status = status;
    this.reason = reason;
    this.action = action;
  }

  /** A refusal by an owner's rule. */
  public static Refusal of(Rule rule, String reason) {
    return new Refusal(rule.text(), rule.status(), reason, rule.action());
  }

  /** The same, its reason formatted. */
  public static Refusal of(Rule rule, String reason, Object... values) {
    return of(rule, reason.formatted(values));
  }

  static Refusal of(GrantDecision.Refused refused) {
    return new Refusal(refused.rule().text(), FORBIDDEN, refused.reason(), refused.rule().action());
  }

  /** The rule's stable name. */
  public String rule() {
    return rule;
  }

  /** The HTTP status that fits. */
  public int status() {
    return status;
  }

  /** What breaks the rule. */
  public String reason() {
    return reason;
  }

  /** What to do about it. */
  public String action() {
    return action;
  }
}
