package dev.lineal.lineage.licence;

import dev.lineal.lineage.Require;

/**
 * What other runs have already used of a grant, by the owner's own count.
 *
 * @param iterations made
 * @param releasedScalars released
 */
public record GrantUse(long iterations, long releasedScalars) {
  /** Nothing yet. */
  public static final GrantUse NONE = new GrantUse(0, 0);

  public GrantUse {
    Require.range("iterations", iterations, 0, Require.MAX_JSON_INTEGER);
    Require.range("released scalars", releasedScalars, 0, Require.MAX_JSON_INTEGER);
  }
}
