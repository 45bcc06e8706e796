package dev.lineal.lineage.model;

import dev.lineal.lineage.Require;

/**
 * What people call a model.
 *
 * @param name short: a-z, 0-9, dot, dash, underscore
 * @param version from 1
 */
public record ModelName(String name, int version) {
  public ModelName {
    Require.name("name", name);
    Require.range("version", version, 1, Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return name + " version " + version;
  }
}
