package dev.lineal.owner.verify;

import dev.lineal.he.linalg.EncryptedWeights;
import java.util.List;
import java.util.Optional;

/** The encrypted weights with which an iteration starts, as this owner knows them. */
interface StartingWeights {
  /**
   * What they may be: one thing, or for an evaluation the end of any training that this owner
   * checked.
   *
   * @throws dev.lineal.owner.policy.Refusal when this owner cannot know them, or not yet
   */
  List<? extends Candidate> before(int iteration);

  /** Weights that it may be. */
  interface Candidate {
    /** Of a slice of features; nothing where all are the public encryption (0, 0) of 0. */
    Optional<EncryptedWeights> weights(int slice);

    /** It was these. */
    default void chosen() {}
  }
}
