package dev.lineal.lineage.manifest;

/** Whether somebody but the trainer saw that the cluster computed what the plan says. */
public enum ClusterCheck {
  /** Owners recomputed the requests they answered. */
  OWNERS("owners"),
  /** Nobody did during the run; an audit can, afterwards. */
  NOT_VERIFIED("not-verified");

  private final String text;

  ClusterCheck(String text) {
    this.text = text;
  }

  /** Reads the written form; anything else is an {@link IllegalArgumentException}. */
  public static ClusterCheck parse(String text) {
    return Choice.parse(values(), ClusterCheck::text, text);
  }

  /** The written form. */
  public String text() {
    return text;
  }
}
