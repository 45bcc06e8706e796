package dev.lineal.owner.ceremony;

/**
 * The rounds of a whole ceremony. Round 2k of a stage is the commitment of its exchange number k,
 * round 2k + 1 opens it, and one last round tells the stage's result.
 */
public final class Rounds {
  /** Rounds of the key stage: 0 .. KEYS - 1. */
  public static final int KEYS = 2 * KeyStage.EXCHANGES + 1;

  /** All rounds; those of the moments follow those of the keys. */
  public static final int ALL = KEYS + 2 * MomentStage.EXCHANGES + 1;

  private Rounds() {}
}
