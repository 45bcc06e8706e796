package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;

/**
 * The least that must take part before an owner answers.
 *
 * @param owners number of owners
 * @param rows real rows of each owner
 */
public record Floor(int owners, long rows) {
  public Floor {
    Require.range("min_owners", owners, 1, 10_000);
    Require.range("min_rows", rows, 1, Require.MAX_JSON_INTEGER);
  }
}
