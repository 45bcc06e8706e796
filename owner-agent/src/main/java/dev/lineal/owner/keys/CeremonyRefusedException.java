package dev.lineal.owner.keys;

/** A ceremony's message is missing, altered, of another step, or repeated; names its owner. */
public final class CeremonyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int owner;
  private final CeremonyStep step;

  CeremonyRefusedException(int owner, CeremonyStep step, String why) {
    super("Owner " + owner + ", step " + step + ": " + why);
    this.owner = owner;
    this.step = step;
  }

  /** Index of the owner whose message was refused. */
  public int owner() {
    return owner;
  }

  /** The step that this ceremony stands at. */
  public CeremonyStep step() {
    return step;
  }
}
