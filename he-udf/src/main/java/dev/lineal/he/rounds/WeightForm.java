package dev.lineal.he.rounds;

/** How the weights of a training stand between two iterations. */
public enum WeightForm {
  /** One ciphertext each, made by all owners; the cluster multiplies by it. */
  ENCRYPTED,
  /**
   * In additive shares of the owners and the cluster. Every party multiplies the columns by its own
   * shares, owners encrypt what comes out, and the margins are the sum of all.
   */
  SHARED
}
