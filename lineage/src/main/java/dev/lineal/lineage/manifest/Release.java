package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;

/**
 * Something a run asks the owners to decrypt together.
 *
 * @param name such as {@code weights}; grants allow releases by name
 * @param scalars how many numbers become known, 1 .. 2^20
 */
public record Release(String name, int scalars) {
  public Release {
    Require.name("name", name);
    Require.range("scalars", scalars, 1, 1 << 20);
  }
}
