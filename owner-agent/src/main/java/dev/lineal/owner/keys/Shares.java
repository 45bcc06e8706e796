package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;

/** Checks that a share fits what it is asked for. */
final class Shares {
  private Shares() {}

  static void requireSame(HeParameters parameters, SecretShare share) {
    if (share.parameters().id() != parameters.id()) {
      throw new IllegalArgumentException(
          "The share is of "
              + share.parameters().name()
              + ", the request of "
              + parameters.name()
              + "; both must be of one study.");
    }
  }
}
