package dev.lineal.owner.ceremony;

/** An owner's message of a step is not what it must be. */
final class StepRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int owner;

  StepRefusedException(int owner, String reason) {
    super(reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason);
    this.owner = owner;
  }

  int owner() {
    return owner;
  }
}
