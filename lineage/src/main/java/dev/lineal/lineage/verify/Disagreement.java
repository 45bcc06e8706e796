package dev.lineal.lineage.verify;

/** Ends a check: two statements of a bundle do not fit together, or there is nothing to check. */
final class Disagreement extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Finding.Status status;

  private Disagreement(Finding.Status status, String reason) {
    super(reason);
    this.status = status;
  }

  Finding.Status status() {
    return status;
  }

  static Disagreement failed(String reason) {
    return new Disagreement(Finding.Status.FAILED, reason);
  }

  static Disagreement notChecked(String reason) {
    return new Disagreement(Finding.Status.NOT_CHECKED, reason);
  }

  /** Fails unless both are equal. */
  static void unlessEqual(String what, Object stated, Object wanted) {
    if (!stated.equals(wanted)) {
      throw failed("%s is %s, but must be %s".formatted(what, stated, wanted));
    }
  }
}
